import { orderQueues } from '@matinee/contracts/queues';
import { connectBroker } from '@matinee/runtime/broker';
import { connectDatabase, createDatabaseCheck } from '@matinee/runtime/database';
import { runUntilStopped } from '@matinee/runtime/lifecycle';
import { createLog } from '@matinee/runtime/log';
import { createPublisher } from '@matinee/runtime/publisher';
import { createApp } from './app.ts';
import { config } from './config.ts';
import { createPublishDeadLetters } from './dead-letters/publish.ts';
import { createOrders } from './orders/queries.ts';
import { createStore } from './orders/store.ts';
import { consume } from './queue/consumer.ts';
import { createFailures } from './queue/failures.ts';
import { answerStatus } from './status/answer.ts';
import { createStatusQueries } from './status/queries.ts';

const log = createLog('billing_app', config.logLevel);
const queues = orderQueues(config.queue, config.queueType);

const sql = connectDatabase(config.databaseUrl, { name: 'billing_app', pool: 4, byIndex: true });
// Of its own, so that questions never wait in front of orders.
const statusSql = connectDatabase(config.databaseUrl, { name: 'billing_app status', pool: 1, byIndex: true });
const databaseCheck = createDatabaseCheck(config.databaseUrl, 'billing_app');
// Three connections: RabbitMQ stops reading one that publishes when it is short of memory. Acknowledgements must get through just
// then, and answers to questions must not hold up dead letters.
const consuming = await connectBroker(config.brokerUrl, { name: 'billing_app', log });
const publishing = await connectBroker(config.brokerUrl, { name: 'billing_app dead letters', log });
const answering = await connectBroker(config.brokerUrl, { name: 'billing_app status', log });

const failures = {
  orders: createFailures('orders cannot be stored', log),
  'dead-letters': createFailures('dead letters cannot be published', log),
  status: createFailures('questions about orders cannot be answered', log),
};

answerStatus(answering, {
  queue: queues.status,
  prefetch: 100,
  queries: createStatusQueries(statusSql),
  failures: failures.status,
});

const orders = createOrders(sql);
const publisher = createPublisher(publishing, {
  declare: async (channel) => void (await channel.assertQueue(queues.dead.name, queues.dead.options)),
  // While RabbitMQ is short of memory, a copy waits in the connection; a second one would be published after it.
  timeoutMs: 600_000,
  inFlight: config.prefetch,
  resend: 0,
  log,
});

const consumer = consume(consuming, {
  queue: queues.orders.name,
  declare: async (channel) => void (await channel.assertQueue(queues.orders.name, queues.orders.options)),
  prefetch: config.prefetch,
  handle: createStore(orders),
  publishDeadLetters: createPublishDeadLetters({ publisher, dead: queues.dead, orders, failures: failures['dead-letters'] }),
  failures: failures.orders,
  log,
});

const app = createApp({ checkDatabase: databaseCheck.check, broker: consuming, consumer, failures, log }).listen({
  hostname: config.host,
  port: config.port,
});
log.info({ host: config.host, port: config.port }, 'listening');

const closeDatabase = () => Promise.all([sql, statusSql].map((pool) => pool.end({ timeout: 2 })));
runUntilStopped(
  [
    ['requests', () => app.stop()],
    ['messages', consumer.stop],
    ['connections', consuming.close, publishing.close, answering.close, closeDatabase, databaseCheck.close],
  ],
  { log, timeoutMs: config.stopTimeoutMs },
);
