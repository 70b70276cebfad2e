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
import { createFailures } from './queue/retry.ts';
import { answerStatus } from './status/answer.ts';

const log = createLog('billing_app', config.logLevel);
const queues = orderQueues(config.queue, config.queueType);

const sql = connectDatabase(config.databaseUrl, { name: 'billing_app', pool: 4, byIndex: true });
// A pool of its own, so that status queries never delay orders.
const statusSql = connectDatabase(config.databaseUrl, { name: 'billing_app status', pool: 1, byIndex: true });
const databaseCheck = createDatabaseCheck(config.databaseUrl, 'billing_app');
// RabbitMQ stops reading connections that publish while it is short of memory. Acknowledgements must get through then.
const consuming = await connectBroker(config.brokerUrl, { name: 'billing_app', log });
const publishing = await connectBroker(config.brokerUrl, { name: 'billing_app dead letters', log });
const answering = await connectBroker(config.brokerUrl, { name: 'billing_app status', log });

const failures = {
  orders: createFailures('orders cannot be stored', log),
  'dead-letters': createFailures('dead letters cannot be published', log),
  status: createFailures('status requests cannot be answered', log),
};

answerStatus(answering, { queue: queues.status, orders: createOrders(statusSql), failures: failures.status });

const orders = createOrders(sql);
const publisher = createPublisher(publishing, {
  declare: async (channel) => void (await channel.assertQueue(queues.dead.name, queues.dead.options)),
  // A copy that waits while RabbitMQ is short of memory is published later: a retry would be a duplicate.
  timeoutMs: 600_000,
  inFlight: config.prefetch,
  log,
});

const consumer = consume(consuming, {
  queue: queues.orders,
  prefetch: config.prefetch,
  handle: createStore(orders),
  publishDeadLetters: createPublishDeadLetters({ publisher, queue: queues.dead, orders, failures: failures['dead-letters'] }),
  failures: failures.orders,
  log,
});

const app = createApp({ checkDatabase: databaseCheck.check, broker: consuming, consumer, failures, log });
app.listen({ hostname: config.host, port: config.port });
log.info({ host: config.host, port: config.port }, 'listening');

const closePools = () => Promise.all([sql, statusSql].map((pool) => pool.end({ timeout: 2 })));
runUntilStopped(
  [
    ['requests', () => app.stop()],
    ['messages', consumer.stop],
    ['connections', consuming.close, publishing.close, answering.close, closePools, databaseCheck.close],
  ],
  { log, timeoutMs: config.stopTimeoutMs },
);
