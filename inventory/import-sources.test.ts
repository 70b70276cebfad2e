import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { startInventory } from '@matinee/tests/support/inventory';
import { createPrograms } from '@matinee/tests/support/programs';
import { s3Key, s3Role, startS3 } from '@matinee/tests/support/s3';

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

const movies = [{ title: 'One', year: 1901 }, { title: 'Two' }];
const lines = '{"title":"One","year":1901}\n{"title":"Two"}\n';
const run = (args: string[], input = '', env = {}) => programs.run('import', args, input, { env });
const titles = async () =>
  (await inventory.sql<{ title: string }[]>`select title from movies order by id`).map(({ title }) => title);

test.each([
  ['a JSON array', JSON.stringify(movies)],
  ['a JSON array over several lines, with white space around it', `\n  ${JSON.stringify(movies, null, 2)}\n \n`],
  ['NDJSON', lines],
  ['NDJSON with empty lines, CRLF and no end of line', '{"title":"One","year":1901}\r\n\r\n{"title":"Two"}'],
  ['CSV', 'title,year\nOne,1901\nTwo,\n'],
  ['CSV with quotes and CRLF', '"year","title"\r\n"1901","One"\r\n,"Two"\r\n'],
])('movies are imported as %s, with and without a byte order mark', async (_, text) => {
  await programs.write('movies', text);
  expect(await run(['movies'])).toMatchObject({ code: 0, err: '' });
  expect(await titles()).toEqual(['One', 'Two']);
  expect(await run(['-'], `\uFEFF${text}`)).toMatchObject({
    code: 0,
    out: '2 movies read: 0 added, 0 updated, 2 unchanged, 0 rejected.\n',
  });
});

test.each(['', ' \n', '[]', ' [ ] ', 'title,year\n', '\uFEFF'])('%j has no movies, which is not an error', async (text) => {
  expect(await run(['-'], text)).toMatchObject({ code: 0, err: '', out: expect.stringContaining('0 movies read') });
});

test('line breaks, quotes, commas and letters of a CSV cell are kept, and its lists are JSON', async () => {
  const title = 'A "quoted", 七人の侍\nsecond line\r\nthird';
  const cast = ['Mifune, Toshirō', 'Shimura "T" Takashi', 'back\\slash'];
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  await programs.write('movies.csv', `href,title,cast\nSeven,${cell(title)},${cell(JSON.stringify(cast))}\n`);
  expect(await run(['movies.csv'])).toMatchObject({ code: 0, err: '' });
  expect(await inventory.sql`select title, "cast", href from movies`).toMatchObject([{ title, cast, href: 'Seven' }]);
});

test('files of a folder or a glob are read in the order of their names, arguments in their own order', async () => {
  await programs.write('folder/b.ndjson', '{"title":"B"}');
  await programs.write('folder/a.json', [{ title: 'A' }]);
  await programs.write('folder/c.csv', 'title\nC\n');
  await programs.write('folder/read.me', 'no movie');
  expect(await run(['folder'])).toMatchObject({ code: 0, err: '' });
  expect(await titles()).toEqual(['A', 'B', 'C']);
  await inventory.call('DELETE', '/api/movies');
  expect(await run(['folder/c.csv', 'fold*/*.{json,ndjson}'])).toMatchObject({ code: 0, err: '' });
  expect(await titles()).toEqual(['C', 'A', 'B']);
});

test.each([
  [[], './matinee import SOURCE'],
  [['absent.json'], 'There is no such file: absent.json'],
  [['absent/*.json'], 'There is no such file: absent/*.json'],
  [['s3://bucket'], 's3://bucket must have the form s3://bucket/key'],
  [['s3://bucket/key'], 'set S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY'],
  [['--rejects', 'absent/rejects', '-'], 'absent/rejects'],
  [['--unknown'], "Unknown option '--unknown'"],
])('%j exits with 2 and a reason', async (args, reason) => {
  expect(await run(args)).toMatchObject({ code: 2, err: expect.stringContaining(reason) });
});

test('a named pipe is read, once only, also by --strict', async () => {
  const fifo = `${programs.folder}/pipe`;
  await Bun.$`mkfifo ${fifo}`;
  const { ended } = programs.start('import', ['--strict', 'pipe']);
  await Bun.spawn(['sh', '-c', 'cat > "$0"', fifo], { stdin: Buffer.from(lines) }).exited;
  expect(await ended).toMatchObject({ code: 0, err: '' });
  expect(await titles()).toEqual(['One', 'Two']);
});

test('movies are downloaded over HTTP; an error names the URL and the reason', async () => {
  using server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: ({ url }) => {
      const { pathname } = new URL(url);
      if (pathname === '/silent') return new Promise<Response>(() => {});
      if (pathname === '/stalls')
        return new Response(new ReadableStream({ start: (stream) => stream.enqueue(Buffer.from(lines)) }));
      return pathname === '/movies' ? new Response(lines) : new Response('', { status: 404 });
    },
  });
  const from = (path: string) => run([`${server.url}${path}`], '', { INVENTORY_IMPORT_IDLE_MS: '300' });
  expect(await from('movies')).toMatchObject({ code: 0, err: '' });
  expect(await titles()).toEqual(['One', 'Two']);
  const failed = (reason: string) => ({ code: 1, err: expect.stringContaining(reason) });
  expect(await from('absent')).toMatchObject(failed(`${server.url}absent: responded with 404`));
  expect(await from('silent')).toMatchObject(failed(`${server.url}silent: sent nothing for 0.3 s`));
  expect(await from('stalls')).toMatchObject(failed(`${server.url}stalls: sent nothing for 0.3 s`));
  expect(await run(['http://127.0.0.1:1/'])).toMatchObject(failed('http://127.0.0.1:1/: ECONNREFUSED'));
});

test('an incomplete download fails', async () => {
  using server = Bun.listen({
    port: 0,
    hostname: '127.0.0.1',
    socket: {
      data: (socket) => {
        socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${lines.length * 2}\r\n\r\n${lines}`);
      },
    },
  });
  expect(await run([`http://127.0.0.1:${server.port}/movies`])).toMatchObject({
    code: 1,
    err: expect.stringContaining('The import failed'),
  });
});

test('movies are downloaded from S3 by signed requests; an error has the reason of S3', async () => {
  const s3 = startS3({ 'movies/a b/ü+1.ndjson': lines });
  const env = { S3_ENDPOINT: s3.endpoint, S3_ACCESS_KEY_ID: s3Key.accessKeyId, S3_SECRET_ACCESS_KEY: s3Key.secretAccessKey };
  expect(await run(['s3://movies/a b/ü+1.ndjson'], '', env)).toMatchObject({ code: 0, err: '' });
  expect(await titles()).toEqual(['One', 'Two']);
  expect(await run(['s3://movies/a b/ü+1.ndjson'], '', { ...env, S3_REGION: 'eu-central-1' })).toMatchObject({ code: 0 });
  const failed = (reason: string) => ({ code: 1, err: expect.stringContaining(reason) });
  expect(await run(['s3://movies/absent'], '', env)).toMatchObject(
    failed('s3://movies/absent: NoSuchKey: The specified key does not exist'),
  );
  const wrong = { ...env, S3_SECRET_ACCESS_KEY: 'wrong' };
  expect(await run(['s3://movies/a b/ü+1.ndjson'], '', wrong)).toMatchObject(
    failed('SignatureDoesNotMatch: The request signature we calculated'),
  );
  await s3.stop();
  expect(await run(['s3://movies/absent'], '', env)).toMatchObject(failed('s3://movies/absent: ConnectionRefused'));
});

test('movies are downloaded from S3 with the role of a service account; its token is read each time', async () => {
  const s3 = startS3({ 'movies/one.ndjson': lines });
  const token = `${programs.folder}/${await programs.write('token', `${s3Role.token}\n`)}`;
  const env = {
    S3_ENDPOINT: s3.endpoint,
    AWS_ROLE_ARN: s3Role.arn,
    AWS_WEB_IDENTITY_TOKEN_FILE: token,
    AWS_ENDPOINT_URL_STS: s3.sts,
  };
  const from = (other = {}) => run(['s3://movies/one.ndjson'], '', { ...env, ...other });
  expect(await from()).toMatchObject({ code: 0, err: '' });
  expect(await titles()).toEqual(['One', 'Two']);
  const failed = (reason: string) => ({ code: 1, err: expect.stringContaining(reason) });
  expect(await from({ AWS_ROLE_ARN: 'arn:aws:iam::1:role/other' })).toMatchObject(
    failed('gave no credentials: AccessDenied: Not authorized'),
  );
  await programs.write('token', 'expired');
  const refused = await from();
  expect(refused.err).not.toContain('expired');
  expect(refused).toMatchObject(failed('gave no credentials: InvalidIdentityToken: The token is not valid.'));
  expect(await from({ AWS_WEB_IDENTITY_TOKEN_FILE: '/absent' })).toMatchObject(failed('ENOENT'));
  expect(await from({ S3_ACCESS_KEY_ID: s3Key.accessKeyId, S3_SECRET_ACCESS_KEY: s3Key.secretAccessKey })).toMatchObject({
    code: 0,
  });
  await s3.stop();
});
