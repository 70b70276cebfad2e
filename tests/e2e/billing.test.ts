import { afterAll, beforeAll, expect, test } from 'bun:test';
import { deadLetterHeaders, orderQueues } from '@matinee/contracts/queues';
import { api, healthy, newUser, orders, pm2, queue, services } from '../support/platform.ts';
import { openBroker } from '../support/queue.ts';
import { until } from '../support/wait.ts';

const { dead } = orderQueues(queue, 'classic');
const order = (user: string) => ({ user_id: user, number_of_items: '5', total_amount: '180' });
const post = (user: string) => api.POST('/api/billing', { body: order(user) });

let rabbit: Awaited<ReturnType<typeof openBroker>>;
beforeAll(async () => {
  await healthy();
  rabbit = await openBroker();
});
afterAll(() => rabbit.close().catch(() => {}));

const stored = (user: string, count: number) =>
  until(`${count} rows of ${user}`, async () => (await orders(user)).length === count, 30);

test('a posted order becomes a row', async () => {
  const user = newUser('drill');
  const { data, response } = await post(user);
  expect(response.status).toBe(200);
  expect(data).toEqual({ message: 'Message posted', id: expect.any(String) });
  await stored(user, 1);
  expect((await orders(user))[0]?.message_id).toBe(String(data?.id));
});

test('an order posted while billing is stopped gets a 200, stays in the queue, and is stored once when billing starts', async () => {
  const user = newUser('stopped');
  await pm2('stop', 'billing_app');
  expect((await post(user)).response.status).toBe(200);
  expect(await rabbit.depth(queue)).toBe(1);
  expect(await orders(user)).toHaveLength(0);
  await pm2('start', 'billing_app');
  await stored(user, 1);
  await until('the queue to be empty', async () => (await rabbit.depth(queue)) === 0);
  expect(await orders(user)).toHaveLength(1);
});

test('500 orders posted while billing is stopped are 500 rows after its start', async () => {
  const user = newUser('many');
  await pm2('stop', 'billing_app');
  const answers = await Promise.all(Array.from({ length: 500 }, (_, i) => post(`${user}${i}`)));
  expect(answers.filter(({ response }) => response.status === 200)).toHaveLength(500);
  await pm2('start', 'billing_app');
  await stored(user, 500);
  expect(new Set((await orders(user)).map(({ user_id }) => user_id)).size).toBe(500);
});

test('raw JSON of another publisher, which declares the queue as durable without arguments, becomes a row', async () => {
  const user = newUser('other');
  await rabbit.channel.assertQueue(queue, { durable: true });
  await rabbit.send(queue, JSON.stringify(order(user)));
  await stored(user, 1);
});

test('invalid orders become dead letters, and the orders around them are stored', async () => {
  const user = newUser('poisoned');
  const poison = [
    '{"user_id":',
    JSON.stringify({ user_id: [], number_of_items: 'five' }),
    JSON.stringify(order('a\0b')),
    'x'.repeat(10_000_000),
    '',
  ];
  for (const [index, content] of poison.entries()) {
    await rabbit.send(queue, content, { messageId: `${user}${index}` });
    await rabbit.send(queue, JSON.stringify(order(`${user}${index}`)));
  }
  await stored(user, poison.length);
  const letters = new Map<string, string>();
  await until('the dead letters', async () => {
    const letter = await rabbit.take(dead.name);
    if (letter) letters.set(letter.properties.messageId, letter.properties.headers?.[deadLetterHeaders.reason]);
    return letters.size === poison.length;
  });
  expect(poison.map((_, index) => letters.get(`${user}${index}`))).toEqual([
    expect.stringContaining('not JSON'),
    expect.stringContaining('number_of_items'),
    expect.stringContaining('user_id'),
    expect.stringContaining('longer than'),
    expect.stringContaining('empty'),
  ]);
});

test('while RabbitMQ is stopped and started, every 200 is a row and every other response is a 503', async () => {
  const user = newUser('outage');
  const accepted: string[] = [];
  const others = new Set<number>();
  let posting = true;
  const poster = async (worker: number) => {
    for (let i = 0; posting; i++) {
      const name = `${user}${worker}-${i}`;
      const { response } = await post(name);
      if (response.status === 200) accepted.push(name);
      else others.add(response.status);
      await Bun.sleep(5);
    }
  };
  const posters = [0, 1, 2, 3].map(poster);
  await until('the first orders', () => accepted.length > 20);
  await services('stop', 'rabbitmq');
  await until('a 503', () => others.size > 0);
  expect((await api.GET('/health')).response.status).toBe(503);
  await services('start', 'rabbitmq');
  const before = accepted.length;
  await until('orders to be accepted again', () => accepted.length > before + 20, 30);
  posting = false;
  await Promise.all(posters);

  expect([...others]).toEqual([503]);
  rabbit = await openBroker();
  await until('the queue to be empty', async () => (await rabbit.depth(queue)) === 0, 30);
  const names = await until('every order that was accepted', async () => {
    const rows = (await orders(user)).map(({ user_id }) => user_id);
    return accepted.every((name) => rows.includes(name)) && rows;
  });
  // An order whose confirm was lost may be a row without a 200, but never two.
  expect(names.length).toBe(new Set(names).size);
  await healthy();
}, 120_000);
