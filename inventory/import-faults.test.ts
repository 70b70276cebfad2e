import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { startInventory } from '@matinee/tests/support/inventory';
import { createPrograms } from '@matinee/tests/support/programs';

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

const run = (args: string[], input = '') => programs.run('import', args, input);
const titles = async () =>
  (await inventory.sql<{ title: string }[]>`select title from movies order by id`).map(({ title }) => title);
const rejects = async () =>
  (await Bun.file(`${programs.folder}/rejects`).text())
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as object);

const mixed = [
  { title: 'Good' },
  { title: ' ', year: 1700 },
  { title: 'Good as well', extract: 'x' },
  { title: 'Odd', colour: 'red' },
  'Ran',
  { title: 'NUL \0' },
  { title: 'Last' },
];

test('rejected movies are shown with position and reason, written by --rejects, and do not stop the import', async () => {
  await programs.write('mixed.json', mixed);
  const { code, err } = await run(['--rejects', 'rejects', 'mixed.json']);
  expect(code).toBe(1);
  expect(await titles()).toEqual(['Good', 'Good as well', 'Last']);
  expect(err.trim().split('\n')).toEqual([
    expect.stringMatching(/^mixed\.json, movie 2: title must .*; year must be an integer from 1800 to 2200/),
    expect.stringMatching(/^mixed\.json, movie 4: colour/),
    expect.stringMatching(/^mixed\.json, movie 5: the movie/),
    expect.stringMatching(/^mixed\.json, movie 6: title/),
    '7 movies read: 3 added, 0 updated, 0 unchanged, 4 rejected.',
  ]);
  expect(await rejects()).toMatchObject([
    { source: 'mixed.json', position: 2, movie: mixed[1] },
    { position: 4, movie: mixed[3], reason: expect.stringContaining('colour') },
    { position: 5, movie: 'Ran' },
    { position: 6, movie: mixed[5] },
  ]);
});

test('an import without rejected movies empties the file of --rejects', async () => {
  await programs.write('rejects', 'old\n');
  expect(await run(['--rejects', 'rejects', '-'], '{"title":"Good"}')).toMatchObject({ code: 0, err: '' });
  expect(await rejects()).toEqual([]);
});

test('twenty rejected movies are shown; all are counted and written', async () => {
  await programs.write('faulty.ndjson', '{"title":""}\n'.repeat(3000));
  const { code, err } = await run(['--rejects', 'rejects', 'faulty.ndjson']);
  expect(code).toBe(1);
  expect(err.trim().split('\n').slice(20)).toEqual(['… and 2980 more', expect.stringContaining('3000 rejected.')]);
  expect(await rejects()).toHaveLength(3000);
});

test('--strict changes nothing if a movie is rejected, from a file and from standard input', async () => {
  await inventory.add({ title: 'Good', description: 'Mine.' });
  await programs.write('mixed.json', mixed);
  for (const source of ['mixed.json', '-']) {
    const { code, err } = await run(['--strict', source], JSON.stringify(mixed));
    expect(code).toBe(1);
    expect(err).toContain('movie 2: title must');
    expect(err).toEndWith('4 of 7 movies are rejected. Nothing was changed.\n');
  }
  expect((await inventory.call('GET', '/api/movies')).body).toMatchObject([{ title: 'Good', description: 'Mine.' }]);
});

test('--strict imports valid movies, from a file and from standard input', async () => {
  await programs.write('good.ndjson', '{"title":"A"}\n');
  expect(await run(['--strict', 'good.ndjson', '-'], '[{"title":"B"}]')).toMatchObject({ code: 0, err: '' });
  expect(await titles()).toEqual(['A', 'B']);
});

test.each([
  ['invalid between movies', '[{"title":"A"},{"title":"B"} {"title":"C"}]', ['A', 'B'], 3],
  ['invalid in a movie', '[{"title":"A"},{"title":B},{"title":"C"}]', ['A'], 2],
  ['cut off', '[{"title":"A"},{"title":"B"', ['A'], 2],
  ['cut off after a movie', '[{"title":"A"},', ['A'], 2],
  ['followed by something', '[{"title":"A"}]\n{"title":"B"}', ['A'], 2],
])('of a JSON array that is %s, the movies before the error are imported', async (_, text, before, position) => {
  const { code, err } = await run(['-'], text);
  expect(code).toBe(1);
  expect(err).toMatch(new RegExp(`^standard input, movie ${position}: invalid JSON, the rest cannot be read: .`));
  expect(await titles()).toEqual(before);
});

test('a line of NDJSON that is invalid JSON, invalid UTF-8 or too long rejects only that line', async () => {
  const long = `{"title":"Long","description":"${'x'.repeat(5_000_000)}"}`;
  const file = Buffer.concat(
    ['{"title":"A"}\n', '{"title":\n', long, '\n{"title":"B"}\n{"title":"\xff"}\n'].map((part) => Buffer.from(part, 'latin1')),
  );
  await Bun.write(`${programs.folder}/lines`, file);
  const { code, err } = await run(['lines']);
  expect(code).toBe(1);
  expect(err.split('\n').slice(0, 3)).toEqual([
    'lines, movie 2: invalid JSON',
    'lines, movie 3: longer than 4000000 bytes',
    'lines, movie 5: invalid UTF-8',
  ]);
  expect(await titles()).toEqual(['A', 'B']);
});

test.each([
  ['an array', `[{"title":"A"},{"title":"${'x'.repeat(9_000_000)}"}]`, 'a movie is longer than 4000000 bytes'],
  ['CSV', `title\nA\n${'x'.repeat(9_000_000)}\n`, 'Max Record Size'],
])('a movie of %s that is too long is not kept in memory', async (_, text, reason) => {
  expect(await run(['-'], text)).toMatchObject({ code: 1, err: expect.stringContaining(reason) });
  expect(await titles()).toEqual(['A']);
});

test('a line of CSV with too few or too many cells rejects only that line', async () => {
  const { code, err } = await run(['-'], 'title,year\nA,1901\nB\nC,1903,more\nD,unknown\nE,1905\n');
  expect(code).toBe(1);
  expect(err.split('\n').slice(0, 3)).toEqual([
    expect.stringMatching(/^standard input, movie 2: .*got 1/),
    expect.stringMatching(/^standard input, movie 3: .*got 3/),
    expect.stringMatching(/^standard input, movie 4: year must be/),
  ]);
  expect(await titles()).toEqual(['A', 'E']);
});

test.each([
  ['a quote that is not closed', Buffer.from('title\nA\n"B\n')],
  ['invalid UTF-8', Buffer.from('title\nA\n\xff\n', 'latin1')],
])('CSV with %s reports that the rest cannot be read', async (_, file) => {
  await Bun.write(`${programs.folder}/movies.csv`, file);
  expect(await run(['movies.csv'])).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^movies\.csv, movie \d: invalid CSV, the rest cannot be read: ./),
  });
});

test('a text in another format is rejected', async () => {
  const { code, err } = await run(['-'], '<html>\n<body>Not found</body>\n');
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('movie 1: title must') });
  expect(await run(['-'], ' '.repeat(200_000))).toMatchObject({ code: 1, err: expect.stringContaining('white space') });
});
