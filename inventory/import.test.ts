import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { connectAsAdmin, createDatabase } from '@matinee/tests/support/database';
import { startInventory } from '@matinee/tests/support/inventory';
import { createPrograms, manyMovies } from '@matinee/tests/support/programs';
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

/** Imports a file of each list of movies. @returns the output */
const importMovies = async (...files: (string | object[])[]) => {
  const names = await Promise.all(files.map((content, index) => programs.write(`${index}.json`, content)));
  const { code, out, err } = await programs.run('import', names);
  if (code !== 0) throw new Error(err);
  return out.trim();
};
const rows = async () =>
  [...(await inventory.sql`select id, title, description, version from movies order by id`)] as {
    id: number;
    title: string;
    description: string;
    version: number;
  }[];
const said = (read: number, added: number, changed: number, unchanged: number) =>
  `${read} movies read: ${added} added, ${changed} updated, ${unchanged} unchanged, 0 rejected.`;

const ran = { title: 'Ran', year: 1985, href: 'Ran_(film)', extract: 'King Lear in Japan.' };
const heat = { title: 'Heat', year: 1995, href: 'Heat', cast: ['Al Pacino', 'Robert De Niro'] };
const bare = { title: 'Bare' };

test('the same file again adds nothing and says so', async () => {
  expect(await importMovies([ran, heat, bare])).toBe(said(3, 3, 0, 0));
  const before = await rows();
  expect(await importMovies([ran, heat, bare])).toBe(said(3, 0, 0, 3));
  expect(await rows()).toEqual(before);
});

test('a corrected movie changes its row and its ETag, and no others', async () => {
  await importMovies([ran, heat, bare]);
  const [first, second, third] = await rows();
  const etag = (id = 0) => inventory.call('GET', `/api/movies/${id}`).then(({ headers }) => headers.get('etag'));
  expect(await importMovies([ran, { ...heat, genres: ['Crime'] }, bare])).toBe(said(3, 0, 1, 2));
  expect((await inventory.call('GET', `/api/movies/${second?.id}`)).body).toEqual({
    id: second?.id,
    description: '',
    ...heat,
    genres: ['Crime'],
  });
  expect(await Promise.all([etag(first?.id), etag(second?.id), etag(third?.id)])).toEqual(['"1"', '"2"', '"1"']);
});

test('an attribute that the file no longer has is removed', async () => {
  await importMovies([ran]);
  expect(await importMovies([{ ...ran, extract: undefined }])).toBe(said(1, 0, 1, 0));
  expect((await rows())[0]?.description).toBe('');
});

test.each([
  ['title and year', [ran, { ...ran, href: 'Ran_(other)' }, { ...ran, href: undefined }]],
  ['href', [ran, { ...ran, title: 'Chaos' }, { ...ran, year: 1986 }, { ...ran, year: undefined }]],
  ['title, year and href', [ran, { ...ran, extract: 'Another one.' }, { ...ran, extract: undefined }]],
  ['everything, to the byte', [ran, ran, bare, bare, bare]],
])('movies that share %s are neither merged nor duplicated', async (_, movies) => {
  expect(await importMovies(movies)).toBe(said(movies.length, movies.length, 0, 0));
  const before = await rows();
  expect(before).toHaveLength(movies.length);
  expect(await importMovies(movies)).toBe(said(movies.length, 0, 0, movies.length));
  expect(await rows()).toEqual(before);
});

test('of movies that share all three, a correction of the second changes the second', async () => {
  await importMovies([ran, { ...ran, extract: 'Two.' }, { ...ran, extract: 'Three.' }]);
  expect(await importMovies([ran, { ...ran, extract: 'Zwei.' }, { ...ran, extract: 'Three.' }])).toBe(said(3, 0, 1, 2));
  expect((await rows()).map(({ description, version }) => [description, version])).toEqual([
    [ran.extract, 1],
    ['Zwei.', 2],
    ['Three.', 1],
  ]);
});

test('movies that share all three in different files are not merged', async () => {
  expect(await importMovies([ran, heat], [ran, bare], [ran])).toBe(said(5, 5, 0, 0));
  expect(await importMovies([ran, heat], [ran, bare], [ran])).toBe(said(5, 0, 0, 5));
  expect(await importMovies([ran, ran, ran, ran])).toBe(said(4, 1, 0, 3));
});

test('movies that share all three are distinguished across batches', async () => {
  const movies = manyMovies(6000);
  const others = movies.replaceAll('}\n', ',"description":"another"}\n');
  expect(await importMovies(movies + others)).toBe(said(12_000, 12_000, 0, 0));
  const before = await rows();
  expect(await importMovies(movies + others)).toBe(said(12_000, 0, 0, 12_000));
  expect(await importMovies(movies + others.replace('another', 'corrected'))).toBe(said(12_000, 0, 1, 11_999));
  const after = await rows();
  expect(after.filter(({ version }) => version > 1).map(({ id }) => id)).toEqual([before[6000]?.id ?? 0]);
  expect(after[6000]?.description).toBe('corrected');
});

test('movies that were added through the API are recognised', async () => {
  const { id } = await inventory.add({ title: 'Ran', year: 1985, href: 'Ran_(film)' });
  await inventory.add({ title: 'Heat', year: 1995 });
  // The href makes Heat another movie.
  expect(await importMovies([ran, heat])).toBe(said(2, 1, 1, 0));
  expect((await rows()).map(({ title }) => title)).toEqual(['Ran', 'Heat', 'Heat']);
  expect((await inventory.call('GET', `/api/movies/${id}`)).headers.get('etag')).toBe('"2"');
});

test('titles that differ in case, white space or an accent are different movies', async () => {
  const movies = ['Amélie', 'Amelie', 'amélie', 'Amélie ', 'Ame\u0301lie', '1984', "O'Brien", '100% \\ _'].map((title) => ({
    title,
  }));
  expect(await importMovies(movies)).toBe(said(8, 8, 0, 0));
  expect(await importMovies(movies)).toBe(said(8, 0, 0, 8));
  expect((await rows()).map(({ title }) => title)).toEqual(movies.map(({ title }) => title));
});

test('movies are stored in the order of the file', async () => {
  await importMovies(manyMovies(7000));
  expect((await rows()).map(({ title }) => title)).toEqual(Array.from({ length: 7000 }, (_, index) => `Movie ${index}`));
});

test('no import scans all movies, even if the statistics say that there are none', async () => {
  const database = await createDatabase('INVENTORY');
  const own = await createPrograms(database.url);
  const admin = connectAsAdmin(new URL(database.url).pathname.slice(1));
  const importAll = async () => {
    expect((await own.run('import', ['-'], manyMovies(5000))).code).toBe(0);
    // PostgreSQL publishes the statistics of a connection when it ends.
    await until('the import to disconnect', async () => {
      const [left] =
        await admin`select from pg_stat_activity where application_name = 'inventory_import' and datname = current_database()`;
      return left === undefined;
    });
  };
  const scans = async () => {
    const [seen] = await admin`
      select seq_scan, pg_stat_get_numscans('movies_pkey'::regclass) as by_id from pg_stat_user_tables where relname = 'movies'`;
    return { ...seen };
  };
  await importAll();
  await admin`delete from movies`;
  // The deleted rows still have pages: the next plans expect pages with one row.
  await admin`analyze movies`;
  await admin`select pg_stat_force_next_flush()`;
  const before = await scans();
  await importAll();
  expect(await scans()).toEqual(before);
  await admin.end();
  await own.remove();
  await database.drop();
});
