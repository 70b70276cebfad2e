import { databaseUrl, integer, optional, port, processSettings, readEnv, settings, text } from '@matinee/runtime/env';

export const config = readEnv({
  ...processSettings,
  host: text('INVENTORY_HOST'),
  port: port('INVENTORY_PORT'),
  databaseUrl: databaseUrl('INVENTORY'),
  pool: integer('INVENTORY_POOL', 1, 1000),
  searchPool: integer('INVENTORY_SEARCH_POOL', 1, 1000),
  maxQueued: integer('INVENTORY_WAITING', 1, 1_000_000),
  cacheBytes: integer('INVENTORY_CACHE_BYTES', 0, Number.MAX_SAFE_INTEGER),
  statementTimeoutMs: integer('INVENTORY_STATEMENT_TIMEOUT_MS', 100, 600_000),
  lockTimeoutMs: integer('INVENTORY_LOCK_TIMEOUT_MS', 10, 600_000),
  importIdleMs: integer('INVENTORY_IMPORT_IDLE_MS', 100, 3_600_000),
  s3: settings({
    endpoint: optional('S3_ENDPOINT'),
    region: optional('S3_REGION'),
    accessKeyId: optional('S3_ACCESS_KEY_ID'),
    secretAccessKey: optional('S3_SECRET_ACCESS_KEY'),
    roleArn: optional('AWS_ROLE_ARN'),
    tokenFile: optional('AWS_WEB_IDENTITY_TOKEN_FILE'),
    stsEndpoint: optional('AWS_ENDPOINT_URL_STS'),
  }),
});
