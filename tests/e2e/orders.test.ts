// The status of orders, and repeats with an Idempotency-Key.
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { dataOf, type Schemas } from '@matinee/client';
import { deadLetterHeaders, orderQueues } from '@matinee/contracts/queues';
import { api, billingDatabase, healthy, newUser, orders, pm2, queue } from '../support/platform.ts';
import { openBroker } from '../support/queue.ts';
import { run } from '../support/run.ts';
import { until } from '../support/wait.ts';

const { dead } = orderQueues(queue, 'classic');
const order = (user: string, amount = '180') => ({ user_id: user, number_of_items: '5', total_amount: amount });
const post = (body: Schemas['Order'], key?: string) =>
  api.POST('/api/billing', { body, params: { header: key ? { 'Idempotency-Key': `"${key}"` } : {} } });
const statusOf = (id: string) => dataOf(api.GET('/api/billing/{id}', { params: { path: { id } } }));

let rabbit: Awaited<ReturnType<typeof openBroker>>;
beforeAll(async () => {
  await healthy();
  rabbit = await openBroker();
});
afterAll(() => rabbit.close());

test('a stored order is processed, and its status has the stored values', async () => {
  const user = newUser('status');
  const { data, response } = await post(order(user, '0.1'));
  const id = String(data?.id);
  expect(response.headers.get('location')).toBe(`/api/billing/${id}`);
  const status = await until('the order to be processed', async () => {
    const current = await statusOf(id);
    return current.status === 'processed' && current;
  });
  expect(status).toEqual({
    id,
    status: 'processed',
    order: { user_id: user, number_of_items: 5, total_amount: '0.10', created_at: expect.stringMatching(/^\d{4}-.*Z$/) },
  });
});

test('while billing is stopped the status of an order is a 503 that says the order is safe', async () => {
  const { id } = await dataOf(post(order(newUser('unavailable'))));
  await pm2('stop', 'billing_app');
  const { error, response } = await api.GET('/api/billing/{id}', { params: { path: { id } } });
  expect(response.status).toBe(503);
  expect(error).toMatchObject({ detail: expect.stringContaining('safe in the queue') });
  await pm2('start', 'billing_app');
  await until('the order to be processed', async () => (await statusOf(id)).status === 'processed');
});

test('an unused id is unknown', async () => {
  for (const id of [crypto.randomUUID(), 'order-1']) expect(await statusOf(id)).toEqual({ id, status: 'unknown' });
});

test('an invalid order is rejected, with the reason', async () => {
  const id = `rejected-${crypto.randomUUID()}`;
  await rabbit.send(queue, '{"user_id":1}', { messageId: id });
  const status = await until('the rejection', async () => {
    const current = await statusOf(id);
    return current.status === 'rejected' && current;
  });
  expect(status.reason).toContain('number_of_items');
  await until('its dead letter', () => rabbit.take(dead.name));
});

test('a repeat with the same key is the same response and one row, at once, later, and with billing stopped', async () => {
  const user = newUser('repeat');
  const key = crypto.randomUUID();
  const responses = await Promise.all(Array.from({ length: 20 }, () => post(order(user), key)));
  await until('the row', async () => (await orders(user)).length === 1);
  responses.push(await post(order(user), key));
  await pm2('stop', 'billing_app');
  responses.push(await post(order(user), key));
  await pm2('start', 'billing_app');
  expect(new Set(responses.map(({ data, response }) => `${response.status} ${JSON.stringify(data)}`)).size).toBe(1);
  expect(responses[0]?.response.status).toBe(200);
  await until('the queue to be empty', async () => (await rabbit.depth(queue)) === 0);
  expect(await orders(user)).toHaveLength(1);
});

test('another order under a key that is stored is a 422, and the first one stays', async () => {
  const user = newUser('reused');
  const key = crypto.randomUUID();
  await post(order(user), key);
  await until('the row', async () => (await orders(user)).length === 1);
  const { error, response } = await post(order(user, '999'), key);
  expect(response.status).toBe(422);
  expect(error).toMatchObject({ detail: expect.stringContaining('was used for another order') });
  expect(await orders(user)).toHaveLength(1);
});

test('another order under a key whose order is still queued becomes a dead letter with the reason', async () => {
  const user = newUser('conflict');
  const key = crypto.randomUUID();
  await pm2('stop', 'billing_app');
  for (const amount of ['1', '2']) expect((await post(order(user, amount), key)).response.status).toBe(200);
  await pm2('start', 'billing_app');
  const letter = await until('the dead letter', () => rabbit.take(dead.name));
  expect(letter.content.toString()).toBe(JSON.stringify(order(user, '2')));
  expect(letter.properties.headers?.[deadLetterHeaders.reason]).toBe('another order is stored under its message id');
  expect(await orders(user)).toHaveLength(1);
});

test('a replay stores a dead letter once its cause is fixed', async () => {
  const user = newUser('replayed');
  await billingDatabase.unsafe(`alter table orders add constraint fixed_later check (user_id <> '${user}')`);
  const { id } = await dataOf(post(order(user)));
  await until('the rejection', async () => (await statusOf(id)).status === 'rejected');
  await billingDatabase`alter table orders drop constraint fixed_later`;
  expect(await run(['bun', 'run', '--cwd', 'billing', 'dead-letters', 'replay', '--id', id])).toContain('Replayed 1.');
  await until('the order to be processed', async () => (await statusOf(id)).status === 'processed');
  expect(await orders(user)).toHaveLength(1);
});
