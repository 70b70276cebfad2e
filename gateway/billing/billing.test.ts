import { afterAll, beforeAll, expect, test } from 'bun:test';
import { orderQueues } from '@matinee/contracts/queues';
import { type Broker, connectBroker } from '@matinee/runtime/broker';
import { createLog } from '@matinee/runtime/log';
import { createPublisher } from '@matinee/runtime/publisher';
import { startGateway } from '@matinee/tests/support/gateway';
import { client } from '@matinee/tests/support/http';
import { createConformance } from '@matinee/tests/support/openapi';
import { openBroker } from '@matinee/tests/support/queue';
import { startTcpProxy, type TcpProxy, through } from '@matinee/tests/support/tcp-proxy';
import { until } from '@matinee/tests/support/wait';
import { bindingOf, declareBinding } from './binding.ts';
import { createAskBilling } from './order-status.ts';
import { createOrders } from './orders.ts';
import { createResend } from './resend.ts';

const log = createLog('test', 'silent');
const order = { user_id: '3', number_of_items: '5', total_amount: '180' };

let rabbit: Awaited<ReturnType<typeof openBroker>>;
let proxy: TcpProxy;
let broker: Broker;
let gateway: ReturnType<typeof startGateway>;
let call: ReturnType<typeof client>;

beforeAll(async () => {
  rabbit = await openBroker();
  const { hostname, port } = new URL(rabbit.url);
  proxy = await startTcpProxy(hostname, Number(port || 5672));
  broker = await connectBroker(through(proxy, rabbit.url), { name: 'test', log });
  const { orders, status } = orderQueues(rabbit.queue, 'classic');
  const binding = bindingOf(orders, 'test');
  const publisher = createPublisher(broker, {
    declare: (channel) => declareBinding(channel, orders, binding),
    timeoutMs: 500,
    inFlight: 8,
    resend: createResend(100),
    log,
  });
  gateway = startGateway({
    orders: createOrders({ publisher, binding, askBilling: createAskBilling(broker, { queue: status, timeoutMs: 300 }) }),
  });
  const plain = client(gateway.url);
  const judge = createConformance((await plain('GET', '/swagger/json')).body as never);
  call = async (method, path, ...rest) => {
    const answer = await plain(method, path, ...rest);
    expect(judge(method, path, answer)).toEqual([]);
    return answer;
  };
  await ready();
});

afterAll(async () => {
  gateway.stop();
  await broker.close();
  proxy.close();
  await rabbit.close(rabbit.queue);
});

const ready = () => until('an order to be taken', async () => (await call('POST', '/api/billing', order)).status === 200);
const empty = () => rabbit.channel.purgeQueue(rabbit.queue);

test('an order is answered with its message id, and is in the queue as it was sent', async () => {
  await empty();
  const { status, body } = await call('POST', '/api/billing/', { ...order, note: 'travels along' }, { 'x-request-id': 'req-1' });
  expect(status).toBe(200);
  const { id } = body as { id: string };
  expect(body).toEqual({ message: 'Message posted', id });
  const message = await rabbit.take(rabbit.queue);
  expect(message?.content.toString()).toBe('{"user_id":"3","number_of_items":"5","total_amount":"180","note":"travels along"}');
  expect(message?.properties).toMatchObject({
    messageId: id,
    contentType: 'application/json',
    deliveryMode: 2,
    appId: 'gateway_app',
  });
  expect(message?.properties.headers).toMatchObject({ 'x-request-id': 'req-1' });
  expect(message?.properties.headers?.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  expect(Math.abs(message?.properties.timestamp - Date.now() / 1000)).toBeLessThan(5);
});

test('an order whose meaning is in doubt is refused, with the place of each name that is there twice', async () => {
  await empty();
  const twice = '{"user_id":"3","number_of_items":1,"total_amount":1,"user\\u005fid":"4","more":[{"a/b":1,"a/b":2}]}';
  const { status, body } = await call('POST', '/api/billing', twice);
  expect([status, (body as { errors: { path: string }[] }).errors.map(({ path }) => path)]).toEqual([
    422,
    ['/user_id', '/more/0/a~1b'],
  ]);
  const deep = `{"user_id":"3","number_of_items":1,"total_amount":1,"more":${'['.repeat(100)}${']'.repeat(100)}}`;
  const nested = await call('POST', '/api/billing', deep);
  expect([nested.status, (nested.body as { detail: string }).detail]).toEqual([422, 'The body is nested deeper than 64 levels.']);
  expect((await call('POST', '/api/billing', '['.repeat(60_000))).status).toBe(422);
  // Brackets, colons and names in strings are none.
  const fine = `{"user_id":"3","number_of_items":1,"total_amount":1,"more":"{\\"user_id\\":1,[[${'['.repeat(100)}","other":{"user_id":1}}`;
  expect((await call('POST', '/api/billing', fine)).status).toBe(200);
});

test("the client's trace goes on in the message", async () => {
  await empty();
  await call('POST', '/api/billing', order, { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00' });
  const { headers } = (await rabbit.take(rabbit.queue))?.properties ?? {};
  expect(headers?.traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-00$/);
});

test('numbers are as good as strings, up to the limits', async () => {
  for (const good of [
    { user_id: 3, number_of_items: 5, total_amount: 180 },
    { user_id: '0', number_of_items: 1_000_000, total_amount: 9_999_999_999.99 },
    { user_id: 'x'.repeat(64), number_of_items: '1', total_amount: '0.5' },
    { user_id: -7, number_of_items: '1000000', total_amount: 0 },
  ]) {
    expect([good, (await call('POST', '/api/billing', good)).status]).toEqual([good, 200]);
  }
});

test('what is no order is refused with every fault, and never queued', async () => {
  await empty();
  for (const [field, values] of Object.entries({
    user_id: ['', 'x'.repeat(65), 1.5, null, true, [], undefined, 'a\0b', 'half \ud83d'],
    number_of_items: ['0', 0, -1, 1.5, '5.0', ' 5', '5e3', '', '1000001', 1e21, null, undefined],
    total_amount: [
      '-1',
      -0.01,
      '1.234',
      0.1 + 0.2,
      '1e3',
      '10000000000',
      1e10,
      'NaN',
      '',
      ' 1',
      '01',
      '1.',
      '.5',
      null,
      undefined,
    ],
  })) {
    for (const value of values) {
      const { status, body } = await call('POST', '/api/billing', { ...order, [field]: value });
      expect([field, value, status]).toEqual([field, value, 422]);
      expect((body as { errors: { path: string }[] }).errors.map(({ path }) => path)).toEqual([`/${field}`]);
    }
  }
  const all = await call('POST', '/api/billing', {});
  expect((all.body as { errors: unknown[] }).errors).toHaveLength(3);
  expect((await call('POST', '/api/billing', '[]')).status).toBe(422);
  expect((await call('POST', '/api/billing', '{')).status).toBe(400);
  expect((await call('POST', '/api/billing', '')).status).toBe(400);
  expect((await call('POST', '/api/billing', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
  expect((await call('POST', '/api/billing', { ...order, note: 'x'.repeat(70_000) })).status).toBe(413);
  expect((await call('GET', '/api/billing')).headers.get('allow')).toBe('POST');
  expect(await rabbit.depth(rabbit.queue)).toBe(0);
});

test('a queue that was deleted is declared again, and no order is answered with 200 before that', async () => {
  await rabbit.channel.deleteQueue(rabbit.queue);
  const first = await call('POST', '/api/billing', order);
  expect([first.status, first.headers.get('retry-after')]).toEqual([503, '2']);
  await ready();
  // The orders before it come along: RabbitMQ may have confirmed them while it deleted the queue.
  expect(await rabbit.depth(rabbit.queue)).toBeGreaterThan(0);
});

test('a queue that is deleted while orders come in loses none that was answered with 200', async () => {
  await empty();
  const taken = new Set<string>();
  const arrived = new Set<string>();
  let ended = false;
  const poster = async () => {
    while (!ended) {
      const { status, body } = await call('POST', '/api/billing', order);
      if (status === 200) taken.add((body as { id: string }).id);
    }
  };
  // Declares the queue again, maybe before the gateway has learnt that it was gone, and takes one order after the other.
  const taker = async () => {
    while (!ended) {
      const { channel, close } = await openBroker();
      channel.on('error', () => {});
      try {
        await channel.assertQueue(rabbit.queue, { durable: true });
        while (!ended) {
          const message = await channel.get(rabbit.queue, { noAck: true });
          if (message) arrived.add(message.properties.messageId);
        }
      } catch {
        // The queue is gone, and the channel with it.
      }
      await close();
    }
  };
  const clients = [poster(), poster(), poster(), taker(), taker()];
  try {
    for (let i = 0; i < 8; i++) {
      await until('the queue to be empty, and deleted', async () => {
        const { channel, close } = await openBroker();
        channel.on('error', () => {});
        try {
          // Only when no order waits in it: what waits in a queue that somebody deletes is gone by his will.
          await channel.deleteQueue(rabbit.queue, { ifEmpty: true });
          return true;
        } finally {
          await close();
        }
      });
      const before = arrived.size;
      await until('orders to arrive again', () => arrived.size > before);
    }
    await until('every order that was taken', () => [...taken].every((id) => arrived.has(id)));
    expect(taken.size).toBeGreaterThan(20);
  } finally {
    ended = true;
    await Promise.all(clients);
  }
  await ready();
}, 30_000);

test('while the broker is away an order is refused at once with 503 and Retry-After, and taken when it is back', async () => {
  await empty();
  proxy.cut();
  await until('the loss to be noticed', () => broker.state() === 'disconnected');
  const start = performance.now();
  const { status, headers, body } = await call('POST', '/api/billing', order);
  expect(performance.now() - start).toBeLessThan(200);
  expect([status, headers.get('retry-after')]).toEqual([503, '2']);
  expect(body).toMatchObject({ detail: expect.stringContaining('was not taken') });
  proxy.restore();
  await ready();
  expect(await rabbit.depth(rabbit.queue)).toBe(1);
});

test('a confirm that does not come is a 503 in time, and more than a bounded number are not waited for', async () => {
  proxy.freeze();
  const answers = await Promise.all(Array.from({ length: 20 }, () => call('POST', '/api/billing', order)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 503));
  const details = answers.map(({ body }) => (body as { detail: string }).detail);
  expect(details.filter((detail) => detail.includes('did not confirm the order in time'))).toHaveLength(8);
  expect(details.filter((detail) => detail.includes('Too many orders'))).toHaveLength(12);
  proxy.restore();
  await ready();
});

test('an order tells where it is asked about, and that is a 503 while billing is away', async () => {
  const { headers, body } = await call('POST', '/api/billing', order);
  const { id } = body as { id: string };
  expect(headers.get('location')).toBe(`/api/billing/${id}`);
  const start = performance.now();
  const asked = await call('GET', `/api/billing/${id}`);
  expect(performance.now() - start).toBeLessThan(250);
  expect([asked.status, asked.headers.get('retry-after')]).toEqual([503, '2']);
  expect(asked.body).toMatchObject({ detail: expect.stringContaining('safe in the queue') });
  expect((await call('GET', '/api/billing/%20')).status).toBe(404);
  // An id of another publisher's.
  expect((await call('GET', '/api/billing/orders%3A1')).status).toBe(503);
});

test('an id that no gateway gave is unknown, and an order on its way is queued', async () => {
  // A billing that has neither stored nor rejected any order.
  const { status: questions } = orderQueues(rabbit.queue, 'classic');
  const billing = await openBroker();
  await billing.channel.assertQueue(questions.name, questions.options);
  await billing.channel.consume(
    questions.name,
    (message) => {
      if (message === null) return;
      const { replyTo, correlationId } = message.properties;
      const { id } = JSON.parse(message.content.toString());
      billing.channel.sendToQueue(replyTo, Buffer.from(JSON.stringify({ id, status: 'unknown' })), { correlationId });
    },
    { noAck: true },
  );
  const statusOf = async (id: string) => (await call('GET', `/api/billing/${id}`)).body;
  try {
    for (const headers of [{}, { 'idempotency-key': crypto.randomUUID() }] as Record<string, string>[]) {
      const { id } = (await call('POST', '/api/billing', order, headers)).body as { id: string };
      expect(id).toMatch(/^[\w.:-]{1,255}$/);
      expect(await statusOf(id)).toEqual({ id, status: 'queued' });
      for (const wrong of [`${id}0`, id.slice(0, -1), id.replace(/^./, (first) => (first === '0' ? '1' : '0')), id.slice(0, -9)])
        expect(await statusOf(wrong)).toEqual({ id: wrong, status: 'unknown' });
    }
    for (const id of ['x', 'x.', 'orders:1', Bun.randomUUIDv7()]) expect(await statusOf(id)).toEqual({ id, status: 'unknown' });
  } finally {
    await billing.channel.deleteQueue(questions.name);
    await billing.close();
  }
});

test('what billing does not take is refused with what it takes', async () => {
  for (const [method, path, status, allow] of [
    ['PUT', '/api/billing/', 405, 'POST'],
    ['DELETE', `/api/billing/${crypto.randomUUID()}`, 405, 'GET, HEAD'],
    ['GET', '/api/billing/an/id', 404, null],
  ] as const) {
    const answer = await call(method, path);
    expect([method, answer.status, answer.headers.get('allow')]).toEqual([method, status, allow]);
  }
});

test('the same key gives the same message id, quoted or not, whether billing runs or not', async () => {
  const key = crypto.randomUUID();
  const ids = [];
  for (const header of [key, `"${key}"`])
    ids.push((await call('POST', '/api/billing', order, { 'idempotency-key': header })).body);
  expect(ids[0]).toEqual(ids[1]);
  const other = await call('POST', '/api/billing', order, { 'idempotency-key': `${key}x` });
  expect(other.body).not.toEqual(ids[0]);
});

test('a key that is none is a 400, and nothing is queued', async () => {
  await empty();
  for (const key of ['""', 'x'.repeat(256), 'half"quoted', '"a", "b"', 'ümlaut']) {
    const { status } = await call('POST', '/api/billing', order, { 'idempotency-key': key });
    expect([key, status]).toEqual([key, 400]);
  }
  expect(await rabbit.depth(rabbit.queue)).toBe(0);
});
