import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { startInventory } from '@matinee/tests/support/inventory';
import { createPrograms, manyFilms, peakMemory } from '@matinee/tests/support/programs';
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
const stored = (films: number) => until(`${films} films are stored`, async () => (await count()) === films);

/** Starts an import from standard input, which stays open, and waits until its first batch is stored. */
const startSlowly = async (url = inventory.database.url) => {
  const { child, ended } = programs.start('import', ['-'], { url });
  child.stdin.write(manyFilms(batch + 10));
  await child.stdin.flush();
  await stored(batch);
  return { child, ended };
};
/** Imports the same films and more, to the end, as soon as PostgreSQL has seen that the import before has left. */
const runAgain = async () => {
  const others = () => inventory.sql`select from pg_stat_activity where application_name = 'inventory_import'`;
  await until('no other import is at work', async () => (await others()).length === 0);
  return programs.run('import', ['-'], manyFilms(batch * 2));
};
const complete = {
  code: 0,
  out: `${batch * 2} films read: ${batch} added, 0 brought up to date, ${batch} there already, 0 faulty.\n`,
};

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends an import at once, also while its source says nothing, leaves whole batches, and a re-run completes them',
  async (signal) => {
    const { child, ended } = await startSlowly();
    child.kill(signal);
    expect(await ended).toMatchObject({ code: 130, err: expect.stringContaining('Interrupted. ') });
    expect(await count()).toBe(batch);
    expect(await runAgain()).toMatchObject(complete);
    expect(await count()).toBe(batch * 2);
  },
);

test('--strict that is interrupted changes nothing, and leaves no file', async () => {
  const { child, ended } = programs.start('import', ['--strict', '-'], { env: { TMPDIR: programs.folder } });
  const kept = () => Array.fromAsync(new Bun.Glob('matinee-import-*/0').scan(programs.folder));
  child.stdin.write(manyFilms(batch + 10));
  await child.stdin.flush();
  await until('standard input is kept', async () => (await kept()).length === 1);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 130, err: 'Interrupted. Nothing was changed.\n' });
  expect(await kept()).toEqual([]);
  expect(await count()).toBe(0);
});

test('a second import at once is told of the first', async () => {
  const { child, ended } = await startSlowly();
  expect(await programs.run('import', ['-'], '{"title":"Other"}')).toMatchObject({
    code: 1,
    err: expect.stringContaining('Another import is at work on this catalogue'),
  });
  await child.stdin.end();
  expect(await ended).toMatchObject({ code: 0 });
  expect(await count()).toBe(batch + 10);
});

test.each(['stays away', 'is back at once'])(
  'a database that goes away in the middle and %s ends the import, and a re-run completes it',
  async (what) => {
    const { hostname, port } = new URL(inventory.database.url);
    const proxy = await startTcpProxy(hostname, Number(port));
    const { child, ended } = await startSlowly(through(proxy, inventory.database.url));
    proxy.cut();
    if (what === 'is back at once') proxy.restore();
    child.stdin.write(manyFilms(batch, batch + 10));
    await child.stdin.flush();
    // It ends while its source is still open. Whether the batch met the old connection or a new attempt is a matter of microseconds.
    const reason = /^The import broke off: The (connection to the database was lost\.|database is away: .*)$/m;
    expect(await ended).toMatchObject({ code: 1, err: expect.stringMatching(reason) });
    expect(await count()).toBe(batch);
    proxy.close();
    expect(await runAgain()).toMatchObject(complete);
  },
);

test('a second Ctrl-C ends an import whose database does not answer', async () => {
  const { hostname, port } = new URL(inventory.database.url);
  const proxy = await startTcpProxy(hostname, Number(port));
  const { child, ended } = await startSlowly(through(proxy, inventory.database.url));
  proxy.freeze();
  child.stdin.write(manyFilms(batch, batch + 10));
  await child.stdin.flush();
  await until('it ends', () => {
    child.kill('SIGINT');
    return child.signalCode ?? child.exitCode ?? false;
  });
  expect((await ended).code).toBe(130);
  proxy.close();
  expect(await runAgain()).toMatchObject(complete);
});

test('a database that is away from the beginning is said to be so', async () => {
  const { code, err } = await programs.run('import', ['-'], '{"title":"A"}', { url: 'postgres://a:b@127.0.0.1:1/none' });
  expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/The database is away: .*\nNothing was changed\.\n$/) });
});

test.each(['an array', 'lines', 'standard input'])('a file of 150 MB, as %s, goes through in less than 200 MB', async (form) => {
  const film = (title: string) => `{"title":"${title}","cast":["A","B"],"description":"${'A river. '.repeat(40)}"}`;
  const separator = form === 'an array' ? ',\n' : '\n';
  const films = Array.from({ length: 1000 }, (_, index) => film(`Film ${index}`)).join(separator);
  const writer = Bun.file(`${programs.folder}/large`).writer();
  const rounds = Math.ceil(150_000_000 / films.length);
  if (form === 'an array') writer.write('[');
  for (let round = 0; round < rounds; round++) await writer.write(films + separator);
  writer.write(film('') + (form === 'an array' ? ']' : ''));
  await writer.end();

  // The last film is faulty: all of it is read, and nothing stored.
  const args = ['--strict', form === 'standard input' ? '-' : 'large'];
  const { child, ended } = programs.start('import', args);
  const feeding = form === 'standard input' ? feed(child.stdin, `${programs.folder}/large`) : child.stdin.end();
  expect(await peakMemory(child)).toBeLessThan(200);
  await feeding;
  expect(await ended).toMatchObject({
    code: 1,
    err: expect.stringContaining(`1 of ${rounds * 1000 + 1} films are faulty: nothing was changed.`),
  });
});

const feed = async (stdin: Bun.FileSink, path: string) => {
  for await (const chunk of Bun.file(path).stream()) {
    stdin.write(chunk);
    await stdin.flush();
  }
  await stdin.end();
};

const folder = process.env.MATINEE_FILMS ?? `${import.meta.dir}/../../shared/films`;
const absent = !existsSync(folder);
if (absent) console.warn(`skipped: the films data set is not in ${folder}`);

test.skipIf(absent)('the 36,273 films of the Wikipedia movie data come in, once, in bounded memory', async () => {
  const { child, ended } = programs.start('import', [folder]);
  expect(await peakMemory(child)).toBeLessThan(200);
  const said = '36273 films read: 36273 added, 0 brought up to date, 0 there already, 0 faulty.\n';
  expect(await ended).toMatchObject({ code: 0, out: said });
  expect(await programs.run('import', [folder])).toMatchObject({
    code: 0,
    out: '36273 films read: 0 added, 0 brought up to date, 36273 there already, 0 faulty.\n',
  });
  expect(await count()).toBe(36_273);
});
