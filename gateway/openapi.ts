// Prints the OpenAPI document of the gateway's own routes.
import { OrderStatus } from '@matinee/contracts/status';
import { Health } from '@matinee/runtime/health';
import { documentOf } from '@matinee/runtime/openapi/document';
import { Elysia } from 'elysia';
import { createMetadata } from './metadata.ts';
import { billingRoutes } from './routes/billing.ts';
import { Metadata } from './routes/documentation.ts';
import { healthRoutes } from './routes/health.ts';
import { homeRoutes } from './routes/home.ts';

const orders = { place: async () => '', status: async () => ({ id: '', status: 'queued' as const }) };
const billing = billingRoutes({ orders, bodyTimeoutMs: 0 });
const routes = new Elysia()
  .use(homeRoutes(createMetadata('')))
  .use(healthRoutes({}))
  .use(billing);
console.log(JSON.stringify(await documentOf(routes, 'Gateway', { OrderStatus, Health, Metadata })));
