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

test('faulty films are reported with position and reason and kept by --rejects, and do not stop the rest', async () => {
  await programs.write('mixed.json', mixed);
  const { code, err } = await run(['--rejects', 'rejects', 'mixed.json']);
  expect(code).toBe(1);
  expect(await titles()).toEqual(['Good', 'Good as well', 'Last']);
  expect(err.trim().split('\n')).toEqual([
    expect.stringMatching(/^mixed\.json, film 2: title must .*; year must be an integer from 1800 to 2200/),
    expect.stringMatching(/^mixed\.json, film 4: colour/),
    expect.stringMatching(/^mixed\.json, film 5: the film/),
    expect.stringMatching(/^mixed\.json, film 6: title/),
    '7 films read: 3 added, 0 brought up to date, 0 there already, 4 faulty.',
  ]);
  expect(await rejects()).toMatchObject([
    { source: 'mixed.json', position: 2, film: mixed[1] },
    { position: 4, film: mixed[3], reason: expect.stringContaining('colour') },
    { position: 5, film: 'Ran' },
    { position: 6, film: mixed[5] },
  ]);
});

test('a file of rejects is emptied by an import without faults', async () => {
  await programs.write('rejects', 'old\n');
  expect(await run(['--rejects', 'rejects', '-'], '{"title":"Good"}')).toMatchObject({ code: 0, err: '' });
  expect(await rejects()).toEqual([]);
});

test('twenty faults are shown, and all are counted and kept', async () => {
  await programs.write('faulty.ndjson', '{"title":""}\n'.repeat(3000));
  const { code, err } = await run(['--rejects', 'rejects', 'faulty.ndjson']);
  expect(code).toBe(1);
  expect(err.trim().split('\n').slice(20)).toEqual(['… and 2980 more', expect.stringContaining('3000 faulty.')]);
  expect(await rejects()).toHaveLength(3000);
});

test('--strict changes nothing when one film is faulty, from a file and from standard input', async () => {
  await inventory.add({ title: 'Good', description: 'Mine.' });
  await programs.write('mixed.json', mixed);
  for (const source of ['mixed.json', '-']) {
    const { code, err } = await run(['--strict', source], JSON.stringify(mixed));
    expect(code).toBe(1);
    expect(err).toContain('film 2: title must');
    expect(err).toEndWith('4 of 7 films are faulty: nothing was changed.\n');
  }
  expect((await inventory.call('GET', '/api/movies')).body).toMatchObject([{ title: 'Good', description: 'Mine.' }]);
});

test('--strict brings in what has no fault, from a file and from standard input', async () => {
  await programs.write('good.ndjson', '{"title":"A"}\n');
  expect(await run(['--strict', 'good.ndjson', '-'], '[{"title":"B"}]')).toMatchObject({ code: 0, err: '' });
  expect(await titles()).toEqual(['A', 'B']);
});

test.each([
  ['broken in the middle', '[{"title":"A"},{"title":"B"} {"title":"C"}]', ['A', 'B'], 3],
  ['broken in a film', '[{"title":"A"},{"title":B},{"title":"C"}]', ['A'], 2],
  ['cut off', '[{"title":"A"},{"title":"B"', ['A'], 2],
  ['cut off behind a film', '[{"title":"A"},', ['A'], 2],
  ['followed by something', '[{"title":"A"}]\n{"title":"B"}', ['A'], 2],
])('a JSON array that is %s gives the films before, and says that the rest cannot be read', async (_, text, before, position) => {
  const { code, err } = await run(['-'], text);
  expect(code).toBe(1);
  expect(err).toMatch(new RegExp(`^standard input, film ${position}: is not JSON, and nothing behind it can be read: .`));
  expect(await titles()).toEqual(before);
});

test('a line of NDJSON that is no JSON, no UTF-8 or too long is a fault of its own', async () => {
  const long = `{"title":"Long","description":"${'x'.repeat(5_000_000)}"}`;
  const file = Buffer.concat(
    ['{"title":"A"}\n', '{"title":\n', long, '\n{"title":"B"}\n{"title":"\xff"}\n'].map((part) => Buffer.from(part, 'latin1')),
  );
  await Bun.write(`${programs.folder}/lines`, file);
  const { code, err } = await run(['lines']);
  expect(code).toBe(1);
  expect(err.split('\n').slice(0, 3)).toEqual([
    'lines, film 2: is not JSON',
    'lines, film 3: is longer than 4000000 bytes',
    'lines, film 5: is not UTF-8',
  ]);
  expect(await titles()).toEqual(['A', 'B']);
});

test.each([
  ['an array', `[{"title":"A"},{"title":"${'x'.repeat(9_000_000)}"}]`, 'a film is longer than 4000000 bytes'],
  ['CSV', `title\nA\n${'x'.repeat(9_000_000)}\n`, 'Max Record Size'],
])('a film of %s that is too long is not held', async (_, text, reason) => {
  expect(await run(['-'], text)).toMatchObject({ code: 1, err: expect.stringContaining(reason) });
  expect(await titles()).toEqual(['A']);
});

test('a line of CSV with too few or too many cells is a fault of its own', async () => {
  const { code, err } = await run(['-'], 'title,year\nA,1901\nB\nC,1903,more\nD,unknown\nE,1905\n');
  expect(code).toBe(1);
  expect(err.split('\n').slice(0, 3)).toEqual([
    expect.stringMatching(/^standard input, film 2: .*got 1/),
    expect.stringMatching(/^standard input, film 3: .*got 3/),
    expect.stringMatching(/^standard input, film 4: year must be/),
  ]);
  expect(await titles()).toEqual(['A', 'E']);
});

test.each([
  ['a quote that is not closed', Buffer.from('title\nA\n"B\n')],
  ['bytes that are no UTF-8', Buffer.from('title\nA\n\xff\n', 'latin1')],
])('CSV with %s says that the rest cannot be read', async (_, file) => {
  await Bun.write(`${programs.folder}/films.csv`, file);
  expect(await run(['films.csv'])).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^films\.csv, film \d: is not CSV, and nothing behind it can be read: ./),
  });
});

test('a text that is neither is said to be so', async () => {
  const { code, err } = await run(['-'], '<html>\n<body>Not found</body>\n');
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('film 1: title must') });
  expect(await run(['-'], ' '.repeat(200_000))).toMatchObject({ code: 1, err: expect.stringContaining('white space') });
});
