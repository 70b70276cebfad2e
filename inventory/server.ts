import { createDatabaseCheck } from '@matinee/runtime/database';
import { runUntilStopped } from '@matinee/runtime/lifecycle';
import { createLog } from '@matinee/runtime/log';
import { createApp } from './app.ts';
import { config } from './config.ts';
import { connectCatalogue } from './database.ts';

const log = createLog('inventory_app', config.logLevel);
const pools = connectCatalogue(config);
const databaseCheck = createDatabaseCheck(config.databaseUrl, 'inventory_app');
const app = createApp({
  ...pools,
  checkDatabase: databaseCheck.check,
  maxQueued: config.maxQueued,
  // PostgreSQL's own timeout comes first, unless it hangs.
  timeoutMs: config.statementTimeoutMs + 2000,
  cacheBytes: config.cacheBytes,
  log,
});
app.listen({ hostname: config.host, port: config.port });
log.info({ host: config.host, port: config.port }, 'listening');

runUntilStopped(
  [
    ['requests', () => app.stop()],
    ['connections', () => Promise.all(Object.values(pools).map((pool) => pool.end({ timeout: 2 }))), databaseCheck.close],
  ],
  { log, timeoutMs: config.stopTimeoutMs },
);
