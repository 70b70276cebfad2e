import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
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

const formats = ['json', 'ndjson', 'csv'];
const movies = async () =>
  ((await inventory.call('GET', '/api/movies')).body as { id: number }[]).map(({ id: _, ...movie }) => movie);

const control = Array.from({ length: 31 }, (_, index) => String.fromCharCode(index + 1)).join('');
const everything = {
  title: '千と千尋の神隠し "quoted", \\ and \n',
  description: control,
  year: 2001,
  cast: ['Hiiragi, Rumi', 'Miyu "M" Irino', "O'Brien", '[]', ' ', 'a\nb', 'back\\slash', '\u2028'],
  genres: ['Animated', '{}', 'null'],
  href: 'Spirited_Away',
  thumbnail: 'https://example.org/a,b.jpg?"',
  thumbnail_width: 220,
  thumbnail_height: 326,
};
const odd = [
  everything,
  { title: 'Bare' },
  { title: '1984', description: '=1+1', cast: ['null'] },
  { title: ' spaces ', href: '00', genres: ['1'] },
  { title: '\rx\r' },
  { title: '"', description: '""' },
  { title: '🎬'.repeat(500) },
  { title: 'Same', year: 1999 },
  { title: 'Same', year: 1999 },
  { title: 'Same', year: 1999, description: 'the third' },
];

test.each(formats)('an export as %s is imported as the same movies in the same order', async (format) => {
  for (const movie of odd) await inventory.add(movie);
  const before = await movies();
  expect(before).toHaveLength(odd.length);

  const { code, out, err } = await programs.run('export', ['--format', format]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const again = `${odd.length} movies read: 0 added, 0 updated, ${odd.length} unchanged, 0 rejected.\n`;
  expect(await programs.run('import', ['-'], out)).toEqual({ code: 0, err: '', out: again });

  await inventory.call('DELETE', '/api/movies');
  expect(await programs.run('import', ['-'], out)).toMatchObject({ code: 0, err: '' });
  expect(await movies()).toEqual(before);
  expect((await programs.run('export', ['--format', format])).out).toBe(out);
});

test.each(formats)('an export as %s has all movies of several reads, and can be empty', async (format) => {
  const { out } = await programs.run('export', ['--format', format]);
  expect(await programs.run('import', ['-'], out)).toMatchObject({ code: 0, err: '' });
  await programs.run('import', ['-'], manyMovies(2500));
  const before = await movies();
  expect(before).toHaveLength(2500);
  await programs.write('movies', (await programs.run('export', ['--format', format])).out);
  await inventory.call('DELETE', '/api/movies');
  expect(await programs.run('import', ['movies'])).toMatchObject({ code: 0, err: '' });
  expect(await movies()).toEqual(before);
});

test('a list from the API can be imported, as JSON and as NDJSON', async () => {
  for (const movie of odd) await inventory.add(movie);
  const before = await movies();
  for (const accept of ['application/json', 'application/x-ndjson']) {
    const text = await (await fetch(`${inventory.url}/api/movies`, { headers: { accept } })).text();
    await inventory.call('DELETE', '/api/movies');
    expect(await programs.run('import', ['-'], text)).toMatchObject({ code: 0, err: '' });
    expect(await movies()).toEqual(before);
  }
});

/** The export in a pipeline. */
const pipeline = (rest: string) =>
  Bun.spawn(['bash', '-c', `set -o pipefail; bun ${import.meta.dir}/export/cli.ts --format ndjson ${rest}`], {
    cwd: programs.folder,
    env: { ...process.env, INVENTORY_DATABASE_URL: inventory.database.url },
    stdout: 'pipe',
    stderr: 'pipe',
  });

test('an export is a snapshot without movies that are added meanwhile', async () => {
  const description = 'x'.repeat(1000);
  await programs.run('import', ['-'], manyMovies(4000).replaceAll('}\n', `,"description":"${description}"}\n`));
  const child = pipeline('| { read -r first; mkfifo go; : > begun; read -r line < go; wc -l; }');
  await until('the first movie is there', () => Bun.file(`${programs.folder}/begun`).exists());
  await inventory.add({ title: 'Late' });
  await Bun.spawn(['sh', '-c', 'echo > go'], { cwd: programs.folder }).exited;
  expect(Number(await child.stdout.text())).toBe(3999);
  expect(await child.exited).toBe(0);
});

test('an export fails if it cannot read or write, but not if its reader closes the pipe', async () => {
  await programs.run('import', ['-'], manyMovies(5000));
  const full = pipeline('> /dev/full');
  expect(await full.exited).toBe(1);
  expect(await full.stderr.text()).toContain('The export failed: ');
  const head = pipeline('| head -c 10');
  expect(await head.exited).toBe(0);
  expect(await head.stderr.text()).toBe('');
  const { code, err } = await programs.run('export', [], '', { url: 'postgres://a:b@127.0.0.1:1/none' });
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('The export failed: ') });
});

test.each([
  [['--format', 'xml'], '--format must be one of json, ndjson, csv'],
  [['--unknown'], "Unknown option '--unknown'"],
])('%j exits with 2 and a reason', async (args, reason) => {
  expect(await programs.run('export', args)).toMatchObject({ code: 2, err: expect.stringContaining(reason) });
});
