import { orderQueues } from '@matinee/contracts/queues';
import { connectBroker } from '@matinee/runtime/broker';
import { connectDatabase } from '@matinee/runtime/database';
import { runUntilStopped } from '@matinee/runtime/lifecycle';
import { createLog } from '@matinee/runtime/log';
import { createPublisher } from '@matinee/runtime/publisher';
import { createApp } from './app.ts';
import { config } from './config.ts';
import { createPark } from './dead-letters/park.ts';
import { createOrders } from './orders/queries.ts';
import { createStore } from './orders/store.ts';
import { consume } from './queue/consumer.ts';
import { answerStatus } from './status/answer.ts';

const log = createLog('billing_app', config.logLevel);
const queues = orderQueues(config.queue, config.queueType);

const sql = connectDatabase(config.databaseUrl, { name: 'billing_app', pool: 4, byIndex: true });
// Two connections: RabbitMQ stops reading one that publishes when it is short of memory, and acknowledgements must get through
// just then.
const consuming = await connectBroker(config.brokerUrl, { name: 'billing_app', log });
const publishing = await connectBroker(config.brokerUrl, { name: 'billing_app publishes', log });
const publisher = createPublisher(publishing, {
  declare: async (channel) => void (await channel.assertQueue(queues.dead.name, queues.dead.options)),
  timeoutMs: 10_000,
  inFlight: config.prefetch,
  resend: 0,
  log,
});

const orders = createOrders(sql);
answerStatus(publishing, { queue: queues.status, orders, log });

const consumer = consume(consuming, {
  queue: queues.orders.name,
  declare: async (channel) => void (await channel.assertQueue(queues.orders.name, queues.orders.options)),
  prefetch: config.prefetch,
  handle: createStore(orders),
  park: createPark({ publisher, dead: queues.dead, orders }),
  log,
});

const app = createApp({ sql, broker: consuming, consumer, log }).listen({ hostname: config.host, port: config.port });
log.info({ host: config.host, port: config.port }, 'listening');

runUntilStopped(
  [
    ['doors', () => app.stop()],
    ['work', consumer.stop],
    ['wires', consuming.close, publishing.close, () => sql.end({ timeout: 2 })],
  ],
  { log, timeoutMs: config.stopTimeoutMs },
);
