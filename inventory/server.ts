import { connectDatabase } from '@matinee/runtime/database';
import { runUntilStopped } from '@matinee/runtime/lifecycle';
import { createLog } from '@matinee/runtime/log';
import { createApp } from './app.ts';
import { config } from './config.ts';

const log = createLog('inventory_app', config.logLevel);
const sql = connectDatabase(config.databaseUrl, { name: 'inventory_app', pool: config.pool });
const app = createApp({ sql, log }).listen({ hostname: config.host, port: config.port });
log.info({ host: config.host, port: config.port }, 'listening');

runUntilStopped(
  [
    ['doors', () => app.stop()],
    ['wires', () => sql.end({ timeout: 2 })],
  ],
  { log, timeoutMs: config.stopTimeoutMs },
);
