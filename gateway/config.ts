import { queueTypes } from '@matinee/contracts/queues';
import { trustProxies } from '@matinee/runtime/client-address';
import {
  brokerUrl,
  integer,
  oneOf,
  optional,
  parsed,
  port,
  processSettings,
  type Reader,
  readEnv,
  text,
} from '@matinee/runtime/env';
import { parseApiKeys } from './api-keys/api-keys.ts';
import { parseOrigins } from './plugins/cors.ts';
import { parseLimits } from './rate-limit/limits.ts';
import { parseStoreUrl } from './rate-limit/store.ts';
import { readTls } from './tls.ts';

const upstreamTimeoutMs = integer('UPSTREAM_TIMEOUT_MS', 100, 120_000);

/** Bun checks idle connections every 4 s, also while a request is in flight. */
const clientIdleMs: Reader<number> = (env) => {
  const idleMs = integer('CLIENT_IDLE_TIMEOUT_MS', 5000, 255_000)(env);
  if (idleMs < upstreamTimeoutMs(env) + 4000)
    throw new Error('CLIENT_IDLE_TIMEOUT_MS: must be at least 4000 longer than UPSTREAM_TIMEOUT_MS');
  return idleMs;
};

/** Read again on SIGHUP. */
export const apiKeys = parsed('API_KEYS', parseApiKeys);

export const config = readEnv({
  ...processSettings,
  host: text('GATEWAY_HOST'),
  port: port('GATEWAY_PORT'),
  reusePort: oneOf('GATEWAY_REUSE_PORT', ['no', 'yes']),
  tls: readTls,
  apiKeys,
  limits: parsed('RATE_LIMIT', parseLimits),
  limitStore: parsed('RATE_LIMIT_STORE', parseStoreUrl),
  clientAddressOf: parsed('TRUSTED_PROXIES', trustProxies),
  corsOrigins: parsed('CORS_ORIGINS', parseOrigins),
  maxInFlight: integer('GATEWAY_REQUESTS_IN_HAND', 1, 1_000_000),
  clientIdleMs,
  drainGraceMs: integer('DRAIN_GRACE_MS', 0, 600_000),
  inventoryHost: text('INVENTORY_HOST'),
  inventoryPort: port('INVENTORY_PORT'),
  pairingHost: text('PAIRING_HOST'),
  pairingPort: port('PAIRING_PORT'),
  moviesBodyBytes: integer('MOVIES_BODY_BYTES', 1, Number.MAX_SAFE_INTEGER),
  tokensBodyBytes: integer('TOKENS_BODY_BYTES', 1, Number.MAX_SAFE_INTEGER),
  upstreamTimeoutMs,
  breakerFailures: integer('BREAKER_FAILURES', 1, 1_000_000),
  breakerOpenMs: integer('BREAKER_OPEN_MS', 50, 3_600_000),
  brokerUrl,
  queue: text('RABBITMQ_QUEUE'),
  queueType: oneOf('BILLING_QUEUE_TYPE', queueTypes),
  confirmTimeoutMs: integer('CONFIRM_TIMEOUT_MS', 100, 120_000),
  confirmsInFlight: integer('CONFIRMS_IN_FLIGHT', 1, 1_000_000),
  statusTimeoutMs: integer('STATUS_TIMEOUT_MS', 50, 60_000),
  commit: optional('COMMIT'),
});
