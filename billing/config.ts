import { queueTypes } from '@matinee/contracts/queues';
import { brokerUrl, databaseUrl, integer, oneOf, port, processSettings, readEnv, text } from '@matinee/runtime/env';

export const config = readEnv({
  ...processSettings,
  host: text('BILLING_HOST'),
  port: port('BILLING_PORT'),
  databaseUrl: databaseUrl('BILLING'),
  brokerUrl,
  queue: text('RABBITMQ_QUEUE'),
  queueType: oneOf('BILLING_QUEUE_TYPE', queueTypes),
  prefetch: integer('BILLING_PREFETCH', 1, 60_000),
});
