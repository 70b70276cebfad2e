import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { startInventory } from '@matinee/tests/support/inventory';
import { createPrograms, manyFilms } from '@matinee/tests/support/programs';
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
const films = async () =>
  ((await inventory.call('GET', '/api/movies')).body as { id: number }[]).map(({ id: _, ...film }) => film);

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
  { title: 'Twin', year: 1999 },
  { title: 'Twin', year: 1999 },
  { title: 'Twin', year: 1999, description: 'the third' },
];

test.each(formats)('what is exported as %s is imported as the same films in the same order', async (format) => {
  for (const film of odd) await inventory.add(film);
  const before = await films();
  expect(before).toHaveLength(odd.length);

  const { code, out, err } = await programs.run('export', ['--format', format]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const again = `${odd.length} films read: 0 added, 0 brought up to date, ${odd.length} there already, 0 faulty.\n`;
  expect(await programs.run('import', ['-'], out)).toEqual({ code: 0, err: '', out: again });

  await inventory.call('DELETE', '/api/movies');
  expect(await programs.run('import', ['-'], out)).toMatchObject({ code: 0, err: '' });
  expect(await films()).toEqual(before);
  expect((await programs.run('export', ['--format', format])).out).toBe(out);
});

test.each(formats)('more films than are read at once come in one %s, and an empty catalogue as well', async (format) => {
  const { out } = await programs.run('export', ['--format', format]);
  expect(await programs.run('import', ['-'], out)).toMatchObject({ code: 0, err: '' });
  await programs.run('import', ['-'], manyFilms(2500));
  const before = await films();
  expect(before).toHaveLength(2500);
  await programs.write('films', (await programs.run('export', ['--format', format])).out);
  await inventory.call('DELETE', '/api/movies');
  expect(await programs.run('import', ['films'])).toMatchObject({ code: 0, err: '' });
  expect(await films()).toEqual(before);
});

test('the list that the API answers can be imported, in both of its forms', async () => {
  for (const film of odd) await inventory.add(film);
  const before = await films();
  for (const accept of ['application/json', 'application/x-ndjson']) {
    const text = await (await fetch(`${inventory.url}/api/movies`, { headers: { accept } })).text();
    await inventory.call('DELETE', '/api/movies');
    expect(await programs.run('import', ['-'], text)).toMatchObject({ code: 0, err: '' });
    expect(await films()).toEqual(before);
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

test('an export shows one moment: what comes in while it is read is not in it', async () => {
  const description = 'x'.repeat(1000);
  await programs.run('import', ['-'], manyFilms(4000).replaceAll('}\n', `,"description":"${description}"}\n`));
  const child = pipeline('| { read -r first; mkfifo go; : > begun; read -r line < go; wc -l; }');
  await until('the first film is there', () => Bun.file(`${programs.folder}/begun`).exists());
  await inventory.add({ title: 'Late' });
  await Bun.spawn(['sh', '-c', 'echo > go'], { cwd: programs.folder }).exited;
  expect(Number(await child.stdout.text())).toBe(3999);
  expect(await child.exited).toBe(0);
});

test('an export that cannot be written or read to its end fails, and a reader that has enough is no failure', async () => {
  await programs.run('import', ['-'], manyFilms(5000));
  const full = pipeline('> /dev/full');
  expect(await full.exited).toBe(1);
  expect(await full.stderr.text()).toContain('The export broke off: ');
  const head = pipeline('| head -c 10');
  expect(await head.exited).toBe(0);
  expect(await head.stderr.text()).toBe('');
  const { code, err } = await programs.run('export', [], '', { url: 'postgres://a:b@127.0.0.1:1/none' });
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('The export broke off: ') });
});

test.each([
  [['--format', 'xml'], '--format must be one of json, ndjson, csv'],
  [['--unknown'], "Unknown option '--unknown'"],
])('%j is refused with 2 and a reason', async (args, reason) => {
  expect(await programs.run('export', args)).toMatchObject({ code: 2, err: expect.stringContaining(reason) });
});
