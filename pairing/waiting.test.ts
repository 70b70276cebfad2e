import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Token } from '@matinee/contracts/tokens';
import { connectAsAdmin, createDatabase } from '@matinee/tests/support/database';
import { startPairing } from '@matinee/tests/support/pairing';
import { startTcpProxy, type TcpProxy, through } from '@matinee/tests/support/tcp-proxy';
import { until } from '@matinee/tests/support/wait';

type Pairing = Awaited<ReturnType<typeof startPairing>>;
let database: Awaited<ReturnType<typeof createDatabase>>;
let proxy: TcpProxy;
let pairing: Pairing;
/** A second process, with a direct connection to the database. */
let other: Pairing;

beforeAll(async () => {
  database = await createDatabase('PAIRING');
  const { hostname, port } = new URL(database.url);
  proxy = await startTcpProxy(hostname, Number(port));
  pairing = await startPairing(database, { via: (url) => through(proxy, url), limit: 2000 });
  other = await startPairing(database);
});

afterAll(async () => {
  await Promise.all([pairing.stop(), other.stop()]);
  proxy.close();
  await database.drop();
});

const create = async () => ((await other.call('POST', '/api/tokens', { entity: 'screen' })).body as Token).token;
const wait = (token: string, seconds = 25) => pairing.call('GET', `/api/tokens/${token}?wait=${seconds}`);
/** Waits through a raw socket, because Bun limits fetch to 256 concurrent requests. */
const waitOnSocket = (token: string) =>
  new Promise<string>((resolve, reject) => {
    let received = '';
    Bun.connect({
      hostname: '127.0.0.1',
      port: Number(new URL(pairing.origin).port),
      socket: {
        open: (socket) => {
          socket.write(`GET /api/tokens/${token}?wait=25 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
        },
        data: (_, chunk) => {
          received += chunk.toString();
        },
        close: () => resolve(received),
        connectError: (_, error) => reject(error),
      },
    }).catch(reject);
  });
const pair = (token: string) => other.call('PUT', `/api/tokens/${token}`, { entity: 'phone' });
const waiting = (count: number) => until(`${count} to wait`, () => pairing.waiters.count() === count);

test('a waiting request returns when another process pairs the token', async () => {
  const token = await create();
  const answer = wait(token);
  await waiting(1);
  await pair(token);
  expect((await answer).body).toMatchObject({ entity_2: 'phone' });
  await waiting(0);
});

test('a paired token returns immediately, an unknown one is 404', async () => {
  const token = await create();
  await pair(token);
  expect((await wait(token)).body).toMatchObject({ entity_2: 'phone' });
  expect((await wait('BCDF-BCDF')).status).toBe(404);
  expect(pairing.waiters.count()).toBe(0);
});

test('a wait that times out returns the unpaired token, and may be repeated immediately', async () => {
  const token = await create();
  for (let i = 0; i < 2; i++) {
    const { status, body } = await wait(token, 1);
    expect([status, (body as Token).entity_2]).toEqual([200, null]);
  }
});

test('a wait ends when the token expires or is deleted', async () => {
  const token = await create();
  const deleted = wait(token);
  await waiting(1);
  await other.call('DELETE', `/api/tokens/${token}`);
  expect((await deleted).status).toBe(404);
  const expiring = await create();
  await other.sql`update tokens set expires_at = now() + interval '1 second' where code = ${expiring.replace('-', '')}`;
  expect((await wait(expiring)).status).toBe(410);
});

test('a disconnected client stops waiting', async () => {
  const token = await create();
  const leaving = new AbortController();
  const answer = fetch(`${pairing.origin}/api/tokens/${token}?wait=25`, { signal: leaving.signal });
  await waiting(1);
  leaving.abort();
  await answer.catch(() => {});
  await waiting(0);
});

test('a pairing during a database outage is reported on reconnect', async () => {
  const tokens = [await create(), await create()];
  const answers = tokens.map((token) => wait(token));
  await waiting(2);
  proxy.cut();
  await pair(tokens[0] ?? '');
  proxy.restore();
  expect((await answers[0])?.body).toMatchObject({ entity_2: 'phone' });
  // Paired after the reconnect.
  await pair(tokens[1] ?? '');
  expect((await answers[1])?.body).toMatchObject({ entity_2: 'phone' });
});

test('the LISTEN connection is restored each time PostgreSQL terminates it', async () => {
  const admin = connectAsAdmin();
  const name = new URL(database.url).pathname.slice(1);
  for (let i = 0; i < 5; i++) {
    const token = await create();
    const answer = wait(token);
    await waiting(1);
    await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name} and query like 'listen%'`;
    await until('the pairing', async () => (await pair(token)).status === 200);
    expect((await answer).body).toMatchObject({ entity_2: 'phone' });
  }
  await admin.end();
});

test('a process that starts during a database outage listens on reconnect', async () => {
  proxy.cut();
  const early = await startPairing(database, { via: (url) => through(proxy, url) });
  await until('the failed health check', async () => (await early.call('GET', '/health')).status === 503);
  proxy.restore();
  const token = await create();
  const answer = until('an answer', async () => {
    const { status, body } = await early.call('GET', `/api/tokens/${token}?wait=25`);
    return status === 200 && (body as Token);
  });
  await until('it to wait', () => early.waiters.count() === 1);
  await pair(token);
  expect(await answer).toMatchObject({ entity_2: 'phone' });
  await early.stop();
});

test('2,000 waiting requests share one connection, and requests beyond the limit get 503', async () => {
  const tokens = await Promise.all(Array.from({ length: 2000 }, create));
  const admin = connectAsAdmin();
  // The other connections belong to the pools.
  const listening = async () => {
    const name = new URL(database.url).pathname.slice(1);
    const [row] =
      await admin`select count(*)::int as count from pg_stat_activity where datname = ${name} and query like 'listen%'`;
    return row?.count as number;
  };
  const before = await listening();
  const answers = tokens.map(waitOnSocket);
  await waiting(2000);
  expect((await wait(tokens[0] ?? '')).status).toBe(503);
  expect(await listening()).toBeLessThanOrEqual(before + 1);
  expect(await listening()).toBeGreaterThan(0);
  await Promise.all(tokens.map(pair));
  for (const answer of await Promise.all(answers)) expect(answer).toContain('"entity_2":"phone"');
  expect(pairing.waiters.count()).toBe(0);
  await admin.end();
});

test('a process that stops ends all waits', async () => {
  const stopping = await startPairing(database);
  const token = await create();
  const answer = stopping.call('GET', `/api/tokens/${token}?wait=25`);
  await until('it to wait', () => stopping.waiters.count() === 1);
  stopping.waiters.close();
  expect((await answer).body).toMatchObject({ entity_2: null });
  await stopping.stop();
});
