// Prints the OpenAPI document of inventory. It calls no route, so that nothing connects.
import { connectDatabase } from '@matinee/runtime/database';
import { createLog } from '@matinee/runtime/log';
import { documentOf } from '@matinee/runtime/openapi/document';
import { createApp } from './app.ts';

const sql = connectDatabase('postgres://localhost/none', { name: 'openapi', pool: 1 });
const app = createApp({
  sql,
  searchSql: sql,
  checkDatabase: async () => ({ status: 'ok' }),
  maxQueued: 1,
  timeoutMs: 1,
  cacheBytes: 0,
  log: createLog('openapi', 'silent'),
});
console.log(JSON.stringify(await documentOf(app, 'Inventory')));
