import { beforeAll, expect, test } from 'bun:test';
import { dataOf } from '@matinee/client';
import { createConformance, type Document } from '../support/openapi.ts';
import { api, gateway, healthy, pm2, services } from '../support/platform.ts';

beforeAll(healthy);

const create = async () => (await dataOf(api.POST('/api/tokens', { body: { entity: 'screen:1' } }))).token;
const find = (token: string, wait?: number) =>
  dataOf(api.GET('/api/tokens/{token}', { params: { path: { token }, query: wait ? { wait } : {} } }));
const pair = (token: string) => api.PUT('/api/tokens/{token}', { params: { path: { token } }, body: { entity: 'phone:2' } });

test('a screen is paired through the gateway while it waits, and unpaired again', async () => {
  const token = await create();
  const waiting = find(token, 25);
  expect((await pair(token)).response.status).toBe(200);
  expect(await waiting).toMatchObject({ token, entity_1: 'screen:1', entity_2: 'phone:2' });
  expect(await dataOf(api.DELETE('/api/tokens/{token}', { params: { path: { token } } }))).toEqual({ deleted: 1 });
});

test('every response is one that the document describes', async () => {
  const faultsOf = createConformance((await gateway('GET', '/swagger/json')).body as Document);
  const statusOf = async (method: string, path: string, body?: object) => {
    const response = await gateway(method, path, body);
    expect([method, path, response.status, faultsOf(method, path, response)]).toEqual([method, path, response.status, []]);
    return response.status;
  };
  const token = `/api/tokens/${await create()}`;
  const statuses = [
    await statusOf('POST', '/api/tokens', { entity: 'screen:1' }),
    await statusOf('GET', token),
    await statusOf('GET', token),
    await statusOf('GET', `${token}?wait=soon`),
    await statusOf('PUT', token, { entity: 'screen:1' }),
    await statusOf('PUT', token, {}),
    await statusOf('PUT', token, { entity: 'phone:2' }),
    await statusOf('GET', `${token}?wait=1`),
    await statusOf('DELETE', token),
    await statusOf('DELETE', token),
    await statusOf('PATCH', token),
  ];
  expect(statuses).toEqual([201, 200, 429, 422, 409, 422, 200, 200, 200, 404, 405]);
});

test('a client that waits while PostgreSQL restarts gets the later pairing', async () => {
  const token = await create();
  const waiting = find(token, 55);
  await services('stop', 'postgresql');
  expect((await pair(token)).response.status).toBe(503);
  await services('start', 'postgresql');
  await healthy();
  expect((await pair(token)).response.status).toBe(200);
  expect(await waiting).toMatchObject({ entity_2: 'phone:2' });
}, 60_000);

test('a restart of pairing ends waiting requests with the unpaired token, and keeps the token', async () => {
  const token = await create();
  const waiting = find(token, 25);
  // The waiting request has arrived once a later one has its response.
  await find(token);
  await pm2('restart', 'pairing_app');
  expect((await waiting).entity_2).toBeNull();
  await healthy();
  expect(await find(token, 1)).toMatchObject({ token });
}, 60_000);
