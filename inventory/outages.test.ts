import { afterEach, expect, test } from 'bun:test';
import { connectAsAdmin } from '@matinee/tests/support/database';
import { startInventory } from '@matinee/tests/support/inventory';
import { startTcpProxy, type TcpProxy, through } from '@matinee/tests/support/tcp-proxy';
import { until } from '@matinee/tests/support/wait';
import { createMovies } from './movies/queries.ts';

const { POSTGRES_HOST = '', POSTGRES_PORT } = process.env;
let inventory: Awaited<ReturnType<typeof startInventory>>;
let proxy: TcpProxy;

/** An inventory that reaches PostgreSQL through a proxy. */
const start = async (options: Parameters<typeof startInventory>[0]) => {
  proxy = await startTcpProxy(POSTGRES_HOST, Number(POSTGRES_PORT));
  inventory = await startInventory({ ...options, via: (url) => through(proxy, url) });
};

afterEach(async () => {
  proxy.restore();
  await inventory.stop();
  proxy.close();
});

test('additions are not repeated if the connection is lost before their result', async () => {
  await start({ pool: 1 });
  const admin = connectAsAdmin(new URL(inventory.database.url).pathname.slice(1));
  const observer = connectAsAdmin();
  const movies = createMovies(inventory.sql, { limited: (work) => work(), maxQueued: 100 });
  // Prepares the statement, so that the next additions wait while they run, not while they are planned.
  await movies.add({ title: 'First' });
  const added = await admin.begin(async (sql) => {
    await sql`lock table words in share mode`;
    // In one turn of the event loop, so in one statement.
    const both = Promise.allSettled([movies.add({ title: 'Second' }), movies.add({ title: 'Third' })]);
    await until('the statement waits', async () => {
      const [found] = await observer`
        select from pg_stat_activity where application_name = 'inventory_app' and wait_event_type = 'Lock'`;
      return found !== undefined;
    });
    proxy.cut();
    proxy.restore();
    return [both] as const;
  });
  const outcomes = await added[0];
  const titles = async () => (await admin<{ title: string }[]>`select title from movies order by id`).map(({ title }) => title);
  await until('the statement is carried out', async () => (await titles()).length > 1);
  expect(await titles()).toEqual(['First', 'Second', 'Third']);
  expect(outcomes).toMatchObject(
    [1, 2].map(() => ({ status: 'rejected', reason: { status: 503, detail: expect.stringContaining('may have been made') } })),
  );
  await Promise.all([admin.end(), observer.end()]);
});

test('while PostgreSQL hangs, every read and write returns 503', async () => {
  await start({ timeoutMs: 500 });
  const { id } = await inventory.add({ title: 'Heat' });
  proxy.freeze();
  const answers = await Promise.all(
    (
      [
        ['GET', `/api/movies/${id}`, undefined],
        ['GET', '/api/movies', undefined],
        ['GET', '/api/movies?title=heat', undefined],
        ['POST', '/api/movies', { title: 'Ran' }],
        ['PUT', `/api/movies/${id}`, { year: 1995 }],
        ['DELETE', `/api/movies/${id}`, undefined],
        ['DELETE', '/api/movies', undefined],
      ] as const
    ).map(([method, path, body]) => Promise.race([inventory.call(method, path, body), Bun.sleep(5000)])),
  );
  expect(answers.map((answer) => answer && [answer.status, answer.headers.get('retry-after')])).toEqual(
    answers.map(() => [503, '5']),
  );
});

test('while requests use every connection, /health responds at once', async () => {
  await start({ pool: 2 });
  const busy = [1, 2].map(() => inventory.sql`select pg_sleep(3)`.execute());
  const { status, body } = await inventory.call('GET', '/health');
  expect([status, body]).toMatchObject([200, { checks: { postgresql: [{ status: 'ok' }] } }]);
  await Promise.all(busy);
});

test('while PostgreSQL hangs, /health is 503, and recovers with it', async () => {
  await start({ timeoutMs: 500 });
  expect((await inventory.call('GET', '/health')).status).toBe(200);
  proxy.freeze();
  const { status, body } = await inventory.call('GET', '/health');
  expect([status, body]).toMatchObject([503, { checks: { postgresql: [{ status: 'fail' }] } }]);
  proxy.restore();
  await until('inventory is healthy', async () => (await inventory.call('GET', '/health')).status === 200);
});
