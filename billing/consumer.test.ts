import { afterEach, beforeEach, expect, test } from 'bun:test';
import { deadLetterHeaders, orderQueues } from '@matinee/contracts/queues';
import { connectBroker } from '@matinee/runtime/broker';
import { connectDatabase } from '@matinee/runtime/database';
import { createLog } from '@matinee/runtime/log';
import { createPublisher } from '@matinee/runtime/publisher';
import { connectAsAdmin, createDatabase } from '@matinee/tests/support/database';
import { openBroker } from '@matinee/tests/support/queue';
import { startTcpProxy, through } from '@matinee/tests/support/tcp-proxy';
import { until } from '@matinee/tests/support/wait';
import { createPublishDeadLetters } from './dead-letters/publish.ts';
import { createOrders } from './orders/queries.ts';
import { createStore } from './orders/store.ts';
import { consume } from './queue/consumer.ts';
import { createFailures } from './queue/retry.ts';

const log = createLog('test', 'silent');
const failures = createFailures('this test fails', log);
const order = (user: string | number, more: object = {}) =>
  JSON.stringify({ user_id: user, number_of_items: '5', total_amount: '180', ...more });

/** Billing's consumer with its own queue and database, behind proxies that can cut its connections. */
const start = async () => {
  const rabbit = await openBroker();
  const database = await createDatabase('BILLING');
  const queues = orderQueues(rabbit.queue, 'classic');
  const proxies = {
    rabbitmq: await startTcpProxy(new URL(rabbit.url).hostname, Number(new URL(rabbit.url).port)),
    postgresql: await startTcpProxy(new URL(database.url).hostname, Number(new URL(database.url).port)),
  };
  const sql = connectDatabase(through(proxies.postgresql, database.url), { name: 'test', pool: 2 });
  const observer = connectDatabase(database.url, { name: 'test queries', pool: 1 });
  await rabbit.channel.assertQueue(queues.orders.name, queues.orders.options);
  await rabbit.channel.assertQueue(queues.dead.name, queues.dead.options);

  const orders = createOrders(sql);
  const run = async (prefetch = 100) => {
    const consuming = await connectBroker(through(proxies.rabbitmq, rabbit.url), { name: 'test', log });
    const publishing = await connectBroker(through(proxies.rabbitmq, rabbit.url), { name: 'test', log });
    const declareDead = async (channel: { assertQueue: typeof rabbit.channel.assertQueue }) =>
      void (await channel.assertQueue(queues.dead.name, queues.dead.options));
    const publisher = createPublisher(publishing, { declare: declareDead, timeoutMs: 2000, inFlight: 1000, log });
    const consumer = consume(consuming, {
      queue: queues.orders,
      prefetch,
      handle: createStore(orders),
      publishDeadLetters: createPublishDeadLetters({ publisher, queue: queues.dead, orders, failures }),
      failures,
      log,
    });
    const stop = async () => {
      await consumer.stop();
      await consuming.close();
      await publishing.close();
    };
    running.push(stop);
    return { consumer, stop };
  };
  const running: (() => Promise<void>)[] = [];

  return {
    rabbit,
    queues,
    proxies,
    database,
    run,
    send: (content: string | Buffer, properties = {}) => rabbit.send(queues.orders.name, content, properties),
    rows: () => observer<{ user_id: string; number_of_items: number; total_amount: string; message_id: string | null }[]>`
      select user_id, number_of_items, total_amount, message_id from orders order by id`,
    observer,
    settled: () => until('the queue to be empty', async () => (await rabbit.depth(queues.orders.name)) === 0),
    end: async () => {
      for (const proxy of Object.values(proxies)) proxy.restore();
      await Promise.all(running.map((stop) => stop()));
      for (const proxy of Object.values(proxies)) proxy.close();
      await Promise.all([sql.end({ timeout: 1 }), observer.end(), rabbit.close(queues.orders.name, queues.dead.name)]);
      await database.drop();
    },
  };
};

let billing: Awaited<ReturnType<typeof start>>;
beforeEach(async () => {
  billing = await start();
});
afterEach(() => billing.end());

const countIs = (count: number) => until(`${count} rows`, async () => (await billing.rows()).length === count);

test('orders that were queued while billing was stopped are stored when it starts, and so are later orders', async () => {
  for (let i = 0; i < 300; i++)
    billing.rabbit.channel.sendToQueue(billing.queues.orders.name, Buffer.from(order(i)), { messageId: `m${i}` });
  await billing.rabbit.channel.waitForConfirms();
  await billing.run();
  await countIs(300);
  await billing.send(order('late'));
  await countIs(301);
  await billing.settled();
});

test('a row contains the exact order and the message id', async () => {
  await billing.run();
  await billing.send(order('ünï', { number_of_items: 1_000_000, total_amount: 9_999_999_999.99 }), { messageId: 'a' });
  await billing.send(order(42, { total_amount: '0.1', extra: { travels: 'along' } }));
  await countIs(2);
  expect([...(await billing.rows())]).toEqual([
    { user_id: 'ünï', number_of_items: 1_000_000, total_amount: '9999999999.99', message_id: 'a' },
    { user_id: '42', number_of_items: 5, total_amount: '0.10', message_id: null },
  ]);
});

test('a redelivered message is stored once', async () => {
  for (const id of ['same', 'same', 'other', 'same']) await billing.send(order(id), { messageId: id });
  await billing.run();
  await countIs(2);
  await billing.send(order('same'), { messageId: 'same' });
  await billing.settled();
  expect(await billing.rows()).toHaveLength(2);
  expect(await billing.rabbit.depth(billing.queues.dead.name)).toBe(0);
});

test('another order with a stored message id becomes a dead letter', async () => {
  await billing.send(order('first'), { messageId: 'taken' });
  await billing.send(order('second'), { messageId: 'taken' });
  await billing.run();
  await until('the second order in the dead queue', async () => (await billing.rabbit.depth(billing.queues.dead.name)) === 1);
  const dead = await billing.rabbit.take(billing.queues.dead.name);
  expect(dead?.content.toString()).toBe(order('second'));
  expect(dead?.properties.headers?.[deadLetterHeaders.reason]).toBe('another order is stored under its message id');
  expect((await billing.rows()).map(({ user_id }) => user_id)).toEqual(['first']);
});

test('an invalid message becomes a dead letter, unchanged and with the reason; valid orders are stored', async () => {
  const poison: [content: string | Buffer, reason: RegExp][] = [
    ['{"user_id":', /not JSON/],
    ['', /empty/],
    [Buffer.from([0x22, 0xff, 0x22]), /not JSON in UTF-8/],
    [order('a\0b'), /user_id/],
    [JSON.stringify({ user_id: [], number_of_items: 'x', total_amount: -1 }), /user_id.*number_of_items.*total_amount/],
    ['"text"', /the order/],
    ['x'.repeat(10_000_000), /longer than 65536 bytes/],
  ];
  for (const [content] of poison) {
    await billing.send(order('good'));
    await billing.send(content, { headers: { 'x-own': 'kept' }, contentType: 'text/odd' });
  }
  await billing.run();
  await countIs(poison.length);
  await billing.settled();
  for (const [content, reason] of poison) {
    const dead = await until('a dead letter', () => billing.rabbit.take(billing.queues.dead.name));
    expect(dead.content.equals(Buffer.from(content))).toBe(true);
    expect(dead.properties.headers?.[deadLetterHeaders.reason]).toMatch(reason);
    expect(dead.properties.headers?.['x-own']).toBe('kept');
    expect(dead.properties).toMatchObject({ contentType: 'text/odd', deliveryMode: 2, messageId: expect.any(String) });
  }
});

test('a batch that PostgreSQL rejects is split: the rejected order becomes a dead letter, the others are stored', async () => {
  const owner = connectAsAdmin(new URL(billing.database.url).pathname.slice(1));
  await owner`alter table orders add constraint no_thirteens check (user_id <> '13')`;
  await owner.end();
  for (let i = 0; i < 40; i++) await billing.send(order(i));
  await billing.run();
  await countIs(39);
  await billing.settled();
  const dead = await until('the rejected order', () => billing.rabbit.take(billing.queues.dead.name));
  expect(dead.content.toString()).toBe(order(13));
  expect(dead.properties.headers?.[deadLetterHeaders.reason]).toContain('no_thirteens');
});

test('while the database is unavailable no order is lost or dead-lettered; storing resumes on reconnect', async () => {
  await billing.run();
  await billing.send(order('before'));
  await countIs(1);
  billing.proxies.postgresql.cut();
  for (let i = 0; i < 20; i++) await billing.send(order(`during ${i}`), { messageId: `d${i}` });
  await until('billing to have them all in flight', async () => (await billing.rabbit.depth(billing.queues.orders.name)) === 0);
  expect(await billing.rows()).toHaveLength(1);
  billing.proxies.postgresql.restore();
  await countIs(21);
  expect(await billing.rabbit.depth(billing.queues.dead.name)).toBe(0);
});

test('a connection that PostgreSQL terminates during a batch neither loses nor duplicates orders', async () => {
  await billing.run(10);
  const admin = connectAsAdmin();
  const name = new URL(billing.database.url).pathname.slice(1);
  for (let i = 0; i < 200; i++) {
    billing.rabbit.channel.sendToQueue(billing.queues.orders.name, Buffer.from(order(i)), { messageId: `m${i}` });
    if (i % 40 === 0)
      await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name} and application_name = 'test'`;
  }
  await countIs(200);
  await admin.end();
  await billing.settled();
  expect(await billing.rabbit.depth(billing.queues.dead.name)).toBe(0);
});

test('while the broker is unavailable no order is lost or duplicated; billing subscribes again on reconnect', async () => {
  const { consumer } = await billing.run(10);
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < 50; i++) await billing.send(order(i), { messageId: `${round}-${i}` });
    billing.proxies.rabbitmq.cut();
    await until('the disconnect', () => !consumer.subscribed());
    billing.proxies.rabbitmq.restore();
    await until('the subscription', () => consumer.subscribed());
  }
  await countIs(150);
  await billing.settled();
});

test('a deleted queue is declared and subscribed to again', async () => {
  const { consumer } = await billing.run();
  await until('the subscription', () => consumer.subscribed());
  await billing.rabbit.channel.deleteQueue(billing.queues.orders.name);
  await until('the queue to be declared again', async () => {
    await billing.send(order('after'), { messageId: 'after' });
    return (await billing.rows()).length === 1;
  });
});

test('several consumers share a queue', async () => {
  await Promise.all([billing.run(5), billing.run(5), billing.run(5)]);
  for (let i = 0; i < 300; i++)
    billing.rabbit.channel.sendToQueue(billing.queues.orders.name, Buffer.from(order(i)), { messageId: `m${i}` });
  await countIs(300);
});

test('a stop finishes the batch in flight and leaves the rest in the queue', async () => {
  const { consumer, stop } = await billing.run(10);
  await until('the subscription', () => consumer.subscribed());
  const held = connectAsAdmin(new URL(billing.database.url).pathname.slice(1));
  // Blocks the insert, so that the stop happens while a batch is in flight.
  const locked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const lock = held.begin(async (sql) => {
    await sql`lock table orders in exclusive mode`;
    locked.resolve();
    await release.promise;
  });
  await locked.promise;
  await billing.send(order('in flight'), { messageId: 'in flight' });
  await until('the insert to wait', async () => {
    const [row] = await billing.observer`select count(*)::int as waiting from pg_locks where not granted`;
    return row?.waiting > 0;
  });
  for (let i = 0; i < 30; i++) await billing.send(order(i), { messageId: `m${i}` });
  const stopped = stop();
  release.resolve();
  await Promise.all([lock, stopped]);
  await held.end();
  expect((await billing.rows()).map(({ user_id }) => user_id)).toEqual(['in flight']);
  await until('the rest to be in the queue', async () => (await billing.rabbit.depth(billing.queues.orders.name)) >= 30);
  expect(await billing.rabbit.depth(billing.queues.orders.name)).toBe(30);
});
