// The platform that scripts/bench.sh has brought up, and the queue that is measured.
import { orderQueues, queueTypes } from '@matinee/contracts/queues';
import { brokerUrl, databaseUrl, integer, oneOf, parseEnv, port, text } from '@matinee/runtime/env';
import { connectAsAdmin } from '@matinee/testing/database';
import { run } from '@matinee/testing/run';
import amqp from 'amqplib';

export const settings = parseEnv({
  gatewayPort: port('GATEWAY_PORT'),
  brokerUrl,
  billingDatabaseUrl: databaseUrl('BILLING'),
  billingDatabase: text('BILLING_DATABASE_NAME'),
  queue: text('RABBITMQ_QUEUE'),
  queueType: oneOf('BILLING_QUEUE_TYPE', queueTypes),
  prefetch: integer('BILLING_PREFETCH', 1, 60_000),
});

export const queues = orderQueues(settings.queue, settings.queueType);
export const order = JSON.stringify({ user_id: '3', number_of_items: '5', total_amount: '180' });

export const connection = await amqp.connect(settings.brokerUrl);
export const channel = await connection.createConfirmChannel();
export const sql = connectAsAdmin(settings.billingDatabase);

export const pm2 = (...args: string[]) => run(['scripts/pm2.sh', ...args]);
export const purge = () => channel.purgeQueue(queues.orders.name);
export const depth = async () => (await channel.checkQueue(queues.orders.name)).messageCount;
