// Prints the OpenAPI document of inventory's routes. Nothing connects: no route is called.
import { createLog } from '@matinee/runtime/log';
import { documentOf } from '@matinee/runtime/openapi/document';
import { createApp } from './app.ts';
import { connectCatalogue } from './database.ts';

const pools = connectCatalogue({
  databaseUrl: 'postgres://localhost/none',
  pool: 1,
  listPool: 1,
  searchPool: 1,
  statementTimeoutMs: 1,
  lockTimeoutMs: 1,
});
const app = createApp({ ...pools, waiting: 1, timeoutMs: 1, log: createLog('openapi', 'silent') });
console.log(JSON.stringify(await documentOf(app, 'Inventory')));
