import { queueTypes } from '@matinee/contracts/queues';
import { brokerUrl, integer, oneOf, optional, port, processSettings, readEnv, text } from '@matinee/runtime/env';

export const config = readEnv({
  ...processSettings,
  host: text('GATEWAY_HOST'),
  port: port('GATEWAY_PORT'),
  inventoryHost: text('INVENTORY_HOST'),
  inventoryPort: port('INVENTORY_PORT'),
  pairingHost: text('PAIRING_HOST'),
  pairingPort: port('PAIRING_PORT'),
  upstreamTimeoutMs: integer('UPSTREAM_TIMEOUT_MS', 100, 120_000),
  brokerUrl,
  queue: text('RABBITMQ_QUEUE'),
  queueType: oneOf('BILLING_QUEUE_TYPE', queueTypes),
  confirmTimeoutMs: integer('CONFIRM_TIMEOUT_MS', 100, 120_000),
  confirmsInFlight: integer('CONFIRMS_IN_FLIGHT', 1, 1_000_000),
  statusTimeoutMs: integer('STATUS_TIMEOUT_MS', 50, 60_000),
  commit: optional('COMMIT'),
});
