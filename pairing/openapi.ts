// Prints the OpenAPI document of pairing's routes. No route is called, so that their dependencies are never used.
import { trustProxies } from '@matinee/runtime/client-address';
import { createLog } from '@matinee/runtime/log';
import { documentOf } from '@matinee/runtime/openapi/document';
import { createApp } from './app.ts';

const app = createApp({ log: createLog('openapi', 'silent'), gateways: trustProxies('') } as never);
console.log(JSON.stringify(await documentOf(app, 'Pairing')));
