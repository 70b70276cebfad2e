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

test('every answer is one that the document describes', async () => {
  const faultsOf = createConformance((await gateway('GET', '/swagger/json')).body as Document);
  const asked = async (method: string, path: string, body?: object) => {
    const answer = await gateway(method, path, body);
    expect([method, path, answer.status, faultsOf(method, path, answer)]).toEqual([method, path, answer.status, []]);
    return answer.status;
  };
  const token = `/api/tokens/${await create()}`;
  const statuses = [
    await asked('POST', '/api/tokens', { entity: 'screen:1' }),
    await asked('GET', token),
    await asked('GET', token),
    await asked('GET', `${token}?wait=soon`),
    await asked('PUT', token, { entity: 'screen:1' }),
    await asked('PUT', token, {}),
    await asked('PUT', token, { entity: 'phone:2' }),
    await asked('GET', `${token}?wait=1`),
    await asked('DELETE', token),
    await asked('DELETE', token),
    await asked('PATCH', token),
  ];
  expect(statuses).toEqual([201, 200, 429, 422, 409, 422, 200, 200, 200, 404, 405]);
});

test('who waits while PostgreSQL stops and starts is told of the pairing that comes after', async () => {
  const token = await create();
  const waiting = find(token, 55);
  await services('stop', 'postgresql');
  expect((await pair(token)).response.status).toBe(503);
  await services('start', 'postgresql');
  await healthy();
  expect((await pair(token)).response.status).toBe(200);
  expect(await waiting).toMatchObject({ entity_2: 'phone:2' });
}, 60_000);

test('a pairing service that restarts answers who waits with the token as it is, and knows it afterwards', async () => {
  const token = await create();
  const waiting = find(token, 25);
  // The request is under way once another one after it is answered.
  await find(token);
  await pm2('restart', 'pairing_app');
  expect((await waiting).entity_2).toBeNull();
  await healthy();
  expect(await find(token, 1)).toMatchObject({ token });
}, 60_000);
