import { queueTypes } from '@matinee/contracts/queues';
import { brokerUrl, integer, oneOf, optional, parsed, port, processSettings, readEnv, text } from '@matinee/runtime/env';
import { parseKeyring } from './api-keys/keyring.ts';
import { parseCors } from './cors.ts';
import { parseLimits } from './throttle/limits.ts';
import { parseStoreUrl } from './throttle/store.ts';
import { readTls } from './tls.ts';
import { parseTrustedProxies } from './trusted-proxies.ts';

const milliseconds = (name: string) => integer(name, 50, 3_600_000);

/** API_KEYS, which may change while the gateway runs. */
export const apiKeys = parsed('API_KEYS', parseKeyring);

export const config = readEnv({
  ...processSettings,
  host: text('GATEWAY_HOST'),
  port: port('GATEWAY_PORT'),
  reusePort: oneOf('GATEWAY_REUSE_PORT', ['no', 'yes']),
  tls: readTls,
  apiKeys,
  limits: parsed('RATE_LIMIT', parseLimits),
  limitStore: parsed('RATE_LIMIT_STORE', parseStoreUrl),
  trustedProxies: parsed('TRUSTED_PROXIES', parseTrustedProxies),
  cors: parsed('CORS_ORIGINS', parseCors),
  maxConnections: integer('GATEWAY_CONNECTIONS', 1, 1_000_000),
  maxInHand: integer('GATEWAY_REQUESTS_IN_HAND', 1, 1_000_000),
  clientIdleMs: milliseconds('CLIENT_IDLE_TIMEOUT_MS'),
  clientHeadMs: milliseconds('CLIENT_HEAD_TIMEOUT_MS'),
  clientProgressMs: milliseconds('CLIENT_PROGRESS_TIMEOUT_MS'),
  drainGraceMs: integer('DRAIN_GRACE_MS', 0, 600_000),
  inventoryHost: text('INVENTORY_HOST'),
  inventoryPort: port('INVENTORY_PORT'),
  pairingHost: text('PAIRING_HOST'),
  pairingPort: port('PAIRING_PORT'),
  moviesBodyBytes: integer('MOVIES_BODY_BYTES', 1, Number.MAX_SAFE_INTEGER),
  tokensBodyBytes: integer('TOKENS_BODY_BYTES', 1, Number.MAX_SAFE_INTEGER),
  upstreamConnectMs: milliseconds('UPSTREAM_CONNECT_TIMEOUT_MS'),
  upstreamTimeoutMs: integer('UPSTREAM_TIMEOUT_MS', 100, 120_000),
  upstreamIdleMs: milliseconds('UPSTREAM_IDLE_TIMEOUT_MS'),
  breakerFailures: integer('BREAKER_FAILURES', 1, 1_000_000),
  breakerOpenMs: milliseconds('BREAKER_OPEN_MS'),
  brokerUrl,
  queue: text('RABBITMQ_QUEUE'),
  queueType: oneOf('BILLING_QUEUE_TYPE', queueTypes),
  confirmTimeoutMs: integer('CONFIRM_TIMEOUT_MS', 100, 120_000),
  confirmsInFlight: integer('CONFIRMS_IN_FLIGHT', 1, 1_000_000),
  statusTimeoutMs: integer('STATUS_TIMEOUT_MS', 50, 60_000),
  commit: optional('COMMIT'),
});
