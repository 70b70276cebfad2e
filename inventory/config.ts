import { databaseUrl, integer, port, processSettings, readEnv, text } from '@matinee/runtime/env';

export const config = readEnv({
  ...processSettings,
  host: text('INVENTORY_HOST'),
  port: port('INVENTORY_PORT'),
  databaseUrl: databaseUrl('INVENTORY'),
  pool: integer('INVENTORY_POOL', 1, 1000),
  listPool: integer('INVENTORY_LIST_POOL', 1, 1000),
  waiting: integer('INVENTORY_WAITING', 1, 1_000_000),
  statementTimeoutMs: integer('INVENTORY_STATEMENT_TIMEOUT_MS', 100, 600_000),
  lockTimeoutMs: integer('INVENTORY_LOCK_TIMEOUT_MS', 10, 600_000),
});
