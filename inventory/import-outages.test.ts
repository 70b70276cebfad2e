import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { dataSet, dataSetTest } from '@matinee/tests/support/data-set';
import { startInventory } from '@matinee/tests/support/inventory';
import { createPrograms, manyMovies, peakMemory } from '@matinee/tests/support/programs';
import { startTcpProxy, through } from '@matinee/tests/support/tcp-proxy';
import { until } from '@matinee/tests/support/wait';

let inventory: Awaited<ReturnType<typeof startInventory>>;
let programs: Awaited<ReturnType<typeof createPrograms>>;

beforeAll(async () => {
  inventory = await startInventory();
  programs = await createPrograms(inventory.database.url);
});
beforeEach(() => inventory.call('DELETE', '/api/movies'));
afterAll(async () => {
  await programs.remove();
  await inventory.stop();
});

const batch = 5000;
const count = async () => (await inventory.sql<{ n: number }[]>`select count(*)::integer as n from movies`)[0]?.n;
const stored = (movies: number) => until(`${movies} movies are stored`, async () => (await count()) === movies);

/** Starts an import from standard input, which stays open, and waits for its first batch. */
const startSlowly = async (url = inventory.database.url) => {
  const { child, ended } = programs.start('import', ['-'], { url });
  child.stdin.write(manyMovies(batch + 10));
  await child.stdin.flush();
  await stored(batch);
  return { child, ended };
};
/** Imports the same movies and more, once PostgreSQL has closed the connection of the import before. */
const runAgain = async () => {
  const others = () => inventory.sql`select from pg_stat_activity where application_name = 'inventory_import'`;
  await until('no other import is running', async () => (await others()).length === 0);
  return programs.run('import', ['-'], manyMovies(batch * 2));
};
const complete = {
  code: 0,
  out: `${batch * 2} movies read: ${batch} added, 0 updated, ${batch} unchanged, 0 rejected.\n`,
};

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s stops an import at once, even while its source is silent; saved batches stay, and another run completes them',
  async (signal) => {
    const { child, ended } = await startSlowly();
    child.kill(signal);
    expect(await ended).toMatchObject({ code: 130, err: expect.stringContaining('Interrupted. ') });
    expect(await count()).toBe(batch);
    expect(await runAgain()).toMatchObject(complete);
    expect(await count()).toBe(batch * 2);
  },
);

test('an interrupted --strict changes nothing and leaves no temporary file', async () => {
  const { child, ended } = programs.start('import', ['--strict', '-'], { env: { TMPDIR: programs.folder } });
  const kept = () => Array.fromAsync(new Bun.Glob('matinee-import-*/0').scan(programs.folder));
  child.stdin.write(manyMovies(batch + 10));
  await child.stdin.flush();
  await until('standard input is copied', async () => (await kept()).length === 1);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 130, err: 'Interrupted. Nothing was changed.\n' });
  expect(await kept()).toEqual([]);
  expect(await count()).toBe(0);
});

test('a second import fails while the first is running', async () => {
  const { child, ended } = await startSlowly();
  expect(await programs.run('import', ['-'], '{"title":"Other"}')).toMatchObject({
    code: 1,
    err: expect.stringContaining('Another import is running on this database'),
  });
  await child.stdin.end();
  expect(await ended).toMatchObject({ code: 0 });
  expect(await count()).toBe(batch + 10);
});

test.each(['stays unavailable', 'recovers at once'])(
  'an import fails if the database disconnects and %s, and another run completes it',
  async (what) => {
    const { hostname, port } = new URL(inventory.database.url);
    const proxy = await startTcpProxy(hostname, Number(port));
    const { child, ended } = await startSlowly(through(proxy, inventory.database.url));
    proxy.cut();
    if (what === 'recovers at once') proxy.restore();
    child.stdin.write(manyMovies(batch, batch + 10));
    await child.stdin.flush();
    // The batch meets either the old connection or a new attempt.
    const reason = /^The import failed: The (connection to the database was lost\.|database is unavailable: .*)$/m;
    expect(await ended).toMatchObject({ code: 1, err: expect.stringMatching(reason) });
    expect(await count()).toBe(batch);
    proxy.close();
    expect(await runAgain()).toMatchObject(complete);
  },
);

test('a second Ctrl-C ends an import whose database hangs', async () => {
  const { hostname, port } = new URL(inventory.database.url);
  const proxy = await startTcpProxy(hostname, Number(port));
  const { child, ended } = await startSlowly(through(proxy, inventory.database.url));
  proxy.freeze();
  child.stdin.write(manyMovies(batch, batch + 10));
  await child.stdin.flush();
  await until('it ends', () => {
    child.kill('SIGINT');
    return child.signalCode ?? child.exitCode ?? false;
  });
  expect((await ended).code).toBe(130);
  proxy.close();
  expect(await runAgain()).toMatchObject(complete);
});

test('an import without a database says so and changes nothing', async () => {
  const { code, err } = await programs.run('import', ['-'], '{"title":"A"}', { url: 'postgres://a:b@127.0.0.1:1/none' });
  expect({ code, err }).toEqual({
    code: 1,
    err: expect.stringMatching(/The database is unavailable: .*\nNothing was changed\.\n$/),
  });
});

test.each(['an array', 'lines', 'standard input'])('a file of 150 MB, as %s, is read in less than 200 MB', async (form) => {
  const movie = (title: string) => `{"title":"${title}","cast":["A","B"],"description":"${'A river. '.repeat(40)}"}`;
  const separator = form === 'an array' ? ',\n' : '\n';
  const movies = Array.from({ length: 1000 }, (_, index) => movie(`Movie ${index}`)).join(separator);
  const writer = Bun.file(`${programs.folder}/large`).writer();
  const rounds = Math.ceil(150_000_000 / movies.length);
  if (form === 'an array') writer.write('[');
  for (let round = 0; round < rounds; round++) await writer.write(movies + separator);
  writer.write(movie('') + (form === 'an array' ? ']' : ''));
  await writer.end();

  // The last movie is rejected: all movies are read and none is stored.
  const args = ['--strict', form === 'standard input' ? '-' : 'large'];
  const { child, ended } = programs.start('import', args);
  const feeding = form === 'standard input' ? feed(child.stdin, `${programs.folder}/large`) : child.stdin.end();
  expect(await peakMemory(child)).toBeLessThan(200);
  await feeding;
  expect(await ended).toMatchObject({
    code: 1,
    err: expect.stringContaining(`1 of ${rounds * 1000 + 1} movies are rejected. Nothing was changed.`),
  });
});

const feed = async (stdin: Bun.FileSink, path: string) => {
  for await (const chunk of Bun.file(path).stream()) {
    stdin.write(chunk);
    await stdin.flush();
  }
  await stdin.end();
};

dataSetTest('the 36,273 movies of the Wikipedia movie data are imported once, in bounded memory', async () => {
  const { child, ended } = programs.start('import', [dataSet]);
  expect(await peakMemory(child)).toBeLessThan(200);
  const said = '36273 movies read: 36273 added, 0 updated, 0 unchanged, 0 rejected.\n';
  expect(await ended).toMatchObject({ code: 0, out: said });
  expect(await programs.run('import', [dataSet])).toMatchObject({
    code: 0,
    out: '36273 movies read: 0 added, 0 updated, 36273 unchanged, 0 rejected.\n',
  });
  expect(await count()).toBe(36_273);
});
