// Killed servers keep their data, and the apps reconnect to them.
import { beforeAll, expect, test } from 'bun:test';
import { dataOf } from '@matinee/client';
import { api, healthy, inventory, newUser, orders, pm2, services } from '../support/platform.ts';
import { until } from '../support/wait.ts';

beforeAll(healthy);

const state = process.env.MATINEE_STATE;
const order = (user: string) => api.POST('/api/billing', { body: { user_id: user, number_of_items: 1, total_amount: 1 } });
const pidIn = async (file: string) => Number((await Bun.file(`${state}/${file}`).text()).split('\n')[0]);
const restarts = async () => {
  const list = JSON.parse((await pm2('jlist')).split('\n').find((line) => line.startsWith('[')) ?? '[]');
  return list.map((app: { name: string; pm2_env: { restart_time: number } }) => [app.name, app.pm2_env.restart_time]);
};

test('PostgreSQL killed: 503 meanwhile, the rows are there afterwards, and no app restarts', async () => {
  const user = newUser('pgkill');
  const before = await restarts();
  const { id } = await dataOf(api.POST('/api/movies', { body: { title: `Survives ${user}` } }));
  process.kill(await pidIn('postgresql/postmaster.pid'), 'SIGKILL');
  const unavailable = await until('a 503 of inventory', async () => {
    const { response } = await api.GET('/api/movies/{id}', { params: { path: { id } } });
    return response.status === 503 && response;
  });
  expect(unavailable.headers.get('retry-after')).toBe('2');
  expect((await api.GET('/health')).response.status).toBe(503);
  expect((await inventory('GET', '/health/live')).status).toBe(200);
  // Orders only need RabbitMQ.
  expect((await order(user)).response.status).toBe(200);
  await services('start', 'postgresql');
  await healthy();
  expect((await api.GET('/api/movies/{id}', { params: { path: { id } } })).data).toMatchObject({ title: `Survives ${user}` });
  await until('the order', async () => (await orders(user).catch(() => [])).length === 1);
  expect(await restarts()).toEqual(before);
});

test('RabbitMQ killed with orders in its queue: they are stored after its restart', async () => {
  const user = newUser('mqkill');
  await pm2('stop', 'billing_app');
  for (let i = 0; i < 50; i++) {
    expect((await order(`${user}${i}`)).response.status).toBe(200);
  }
  process.kill(await pidIn('rabbitmq/pid'), 'SIGKILL');
  await until('the gateway to notice', async () => (await api.GET('/health')).response.status === 503);
  await pm2('start', 'billing_app');
  await services('start', 'rabbitmq');
  await healthy();
  await until('50 rows', async () => (await orders(user)).length === 50, 30);
}, 120_000);

test('while inventory is stopped the gateway responds with 503', async () => {
  await pm2('stop', 'inventory_app');
  const { response } = await api.GET('/api/movies/{id}', { params: { path: { id: 1 } } });
  expect([response.status, response.headers.get('content-type')]).toEqual([503, 'application/problem+json']);
  await pm2('start', 'inventory_app');
  await healthy();
});
