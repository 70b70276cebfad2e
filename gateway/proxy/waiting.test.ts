import { afterAll, beforeAll, expect, test } from 'bun:test';
import { startGateway } from '@matinee/tests/support/gateway';
import { client } from '@matinee/tests/support/http';
import { until } from '@matinee/tests/support/wait';

/** Responds to the requests in flight at pairing. */
const inHand = new Set<() => void>();
let pairing: Bun.Server<undefined>;
let gateway: ReturnType<typeof startGateway>;
let call: ReturnType<typeof client>;

beforeAll(() => {
  pairing = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    idleTimeout: 60,
    fetch: async (request) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      inHand.add(resolve);
      request.signal.addEventListener('abort', () => resolve());
      await promise;
      inHand.delete(resolve);
      return Response.json({ method: request.method, path: request.url.slice(request.url.indexOf('/api')) });
    },
  });
  gateway = startGateway({ upstreamPort: pairing.port ?? 0, timeoutMs: 200 });
  call = client(gateway.url);
});

afterAll(async () => {
  gateway.stop();
  await pairing.stop(true);
});

const answerAll = () => {
  for (const answer of inHand) answer();
};

test('a request that waits for a pairing is not cut where every other one is', async () => {
  const waiting = call('GET', '/api/tokens/BCDF-GHJK?wait=25');
  await until('it to wait', () => inHand.size === 1);
  // Begun later, and over when its time is.
  expect((await call('GET', '/api/tokens/BCDF-GHJK')).status).toBe(504);
  expect((await call('PUT', '/api/tokens/BCDF-GHJK?wait=25', {})).status).toBe(504);
  answerAll();
  expect((await waiting).body).toEqual({ method: 'GET', path: '/api/tokens/BCDF-GHJK?wait=25' });
});

test('a client that leaves is no longer waited for by pairing', async () => {
  const leaving = new AbortController();
  const answer = fetch(`${gateway.url}/api/tokens/BCDF-GHJK?wait=25`, { signal: leaving.signal });
  await until('it to wait', () => inHand.size === 1);
  leaving.abort();
  await answer.catch(() => {});
  await until('pairing to be free', () => inHand.size === 0);
});

test('a gateway that stops lets those go who wait', async () => {
  const waiting = call('GET', '/api/tokens/BCDF-GHJK?wait=25');
  await until('it to wait', () => inHand.size === 1);
  const closed = gateway.close(0);
  const { status, headers } = await waiting;
  expect([status, headers.get('retry-after')]).toEqual([503, '1']);
  await closed;
});
