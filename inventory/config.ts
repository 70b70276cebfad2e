import { databaseUrl, integer, port, processSettings, readEnv, text } from '@matinee/runtime/env';

export const config = readEnv({
  ...processSettings,
  host: text('INVENTORY_HOST'),
  port: port('INVENTORY_PORT'),
  databaseUrl: databaseUrl('INVENTORY'),
  pool: integer('INVENTORY_POOL', 1, 1000),
});
