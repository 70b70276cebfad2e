import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { createLog } from '@matinee/runtime/log';
import type { Answer } from '@matinee/tests/support/http';
import { startInventory } from '@matinee/tests/support/inventory';
import { seeded } from '@matinee/tests/support/random';
import { createApp } from './app.ts';
import { connectCatalogue } from './database.ts';

let inventory: Awaited<ReturnType<typeof startInventory>>;

beforeAll(async () => {
  inventory = await startInventory();
});
beforeEach(() => call('DELETE', '/api/movies'));
afterAll(() => inventory.stop());

const call: typeof inventory.call = (...request) => inventory.call(...request);
const add = (movie: object) => inventory.add(movie);
const faults = ({ body }: Answer) => (body as { errors: { path: string }[] }).errors.map(({ path }) => path).sort();

const everything = {
  title: '千と千尋の神隠し',
  description: 'A girl works in a bath house of spirits.',
  year: 2001,
  cast: ['Rumi Hiiragi', "Miyu Irino's voice"],
  genres: ['Animated', 'Fantasy'],
  href: 'Spirited_Away',
  thumbnail: 'https://example.org/a.jpg',
  thumbnail_width: 220,
  thumbnail_height: 326,
};

test('POST returns 201 with the movie, its Location and its ETag', async () => {
  const { status, body, headers } = await call('POST', '/api/movies/', {
    title: 'A new movie',
    description: 'Very short description',
  });
  expect(status).toBe(201);
  const { id } = body as { id: number };
  expect(body).toEqual({ id, title: 'A new movie', description: 'Very short description' });
  expect(headers.get('location')).toBe(`/api/movies/${id}`);
  expect(headers.get('etag')).toBe('"1"');
});

test('every attribute is returned as it was given', async () => {
  const { id } = await add(everything);
  expect((await call('GET', `/api/movies/${id}`)).body).toEqual({ id, ...everything });
});

test('attributes without a value are left out, except an empty description', async () => {
  const { id } = await add({ title: 'Bare', year: null, cast: [], href: null });
  expect((await call('GET', `/api/movies/${id}`)).body).toEqual({ id, title: 'Bare', description: '' });
});

test('PUT sets the given attributes and keeps the others', async () => {
  const { id } = await add(everything);
  const { status, body } = await call('PUT', `/api/movies/${id}`, { title: 'Spirited Away', year: 2002 });
  expect(status).toBe(200);
  expect(body).toEqual({ id, ...everything, title: 'Spirited Away', year: 2002 });
  expect((await call('GET', `/api/movies/${id}`)).body).toEqual(body);
});

test('PATCH merges: null removes an attribute', async () => {
  const { id } = await add(everything);
  const { status, body } = await call(
    'PATCH',
    `/api/movies/${id}`,
    { cast: null, description: null, year: 1999 },
    { 'content-type': 'application/merge-patch+json' },
  );
  const { cast: _, ...rest } = everything;
  expect(status).toBe(200);
  expect(body).toEqual({ id, ...rest, description: '', year: 1999 });
});

test('a title cannot be removed', async () => {
  const { id } = await add({ title: 'Stays' });
  const answer = await call('PATCH', `/api/movies/${id}`, { title: null });
  expect(answer.status).toBe(422);
  expect(faults(answer)).toEqual(['/title']);
});

test('a change without attributes returns the unchanged movie', async () => {
  const { id } = await add({ title: 'Same' });
  expect((await call('PUT', `/api/movies/${id}`, {})).body).toEqual({ id, title: 'Same', description: '' });
});

test('DELETE deletes one movie, and its id is never reused', async () => {
  const { id } = await add({ title: 'Gone' });
  expect((await call('DELETE', `/api/movies/${id}`)).body).toEqual({ deleted: 1 });
  expect((await call('GET', `/api/movies/${id}`)).status).toBe(404);
  expect((await call('DELETE', `/api/movies/${id}`)).status).toBe(404);
  expect((await add({ title: 'Next' })).id).toBeGreaterThan(id);
});

test('DELETE of all movies returns their number, and no id is reused', async () => {
  await add({ title: 'One' });
  const { id } = await add({ title: 'Two' });
  expect((await call('DELETE', '/api/movies')).body).toEqual({ deleted: 2 });
  expect((await call('GET', '/api/movies')).body).toEqual([]);
  expect((await add({ title: 'Three' })).id).toBeGreaterThan(id);
});

test('If-None-Match returns 304 for the current ETag', async () => {
  const { id } = await add({ title: 'Cached' });
  for (const tag of ['"1"', 'W/"1"', '"0", "1"', '*']) {
    const { status, text, headers } = await call('GET', `/api/movies/${id}`, undefined, { 'if-none-match': tag });
    expect([tag, status, text, headers.get('etag')]).toEqual([tag, 304, '', '"1"']);
  }
  expect((await call('GET', `/api/movies/${id}`, undefined, { 'if-none-match': '"2"' })).status).toBe(200);
});

test('of two concurrent changes with If-Match, the second gets 412', async () => {
  const { id } = await add({ title: 'Contended' });
  const ifMatch = { 'if-match': '"1"' };
  const answers = await Promise.all([
    call('PUT', `/api/movies/${id}`, { year: 2001 }, ifMatch),
    call('PATCH', `/api/movies/${id}`, { year: 2002 }, ifMatch),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  expect((await call('DELETE', `/api/movies/${id}`, undefined, ifMatch)).status).toBe(412);
  expect((await call('DELETE', `/api/movies/${id}`, undefined, { 'if-match': '"2"' })).status).toBe(200);
  expect((await call('PUT', `/api/movies/${id}`, { year: 2003 }, ifMatch)).status).toBe(404);
});

test('a change in SQL gives the movie a new ETag', async () => {
  const { id } = await add({ title: 'By hand' });
  await inventory.sql`update movies set year = 1950 where id = ${id}`;
  expect((await call('GET', `/api/movies/${id}`)).headers.get('etag')).toBe('"2"');
});

test('an id that is not a positive integer is 400; one that is too large or unknown is 404', async () => {
  for (const id of ['0', '-1', 'abc', '1.5', '1e3', '%20', "1'--"]) {
    expect([id, (await call('GET', `/api/movies/${id}`)).status]).toEqual([id, 400]);
  }
  for (const id of ['2147483647', '2147483648', '99999999999999999999']) {
    for (const method of ['GET', 'DELETE']) expect([id, (await call(method, `/api/movies/${id}`)).status]).toEqual([id, 404]);
    expect((await call('PUT', `/api/movies/${id}`, { year: 2000 })).status).toBe(404);
  }
});

test('a body that is not JSON is 400', async () => {
  for (const body of ['{"title":', '', 'title=x', '{"title":"x"}}']) {
    expect([body, (await call('POST', '/api/movies', body)).status]).toEqual([body, 400]);
  }
  const latin1 = new Uint8Array([0x22, 0xe9, 0x22]);
  const response = await fetch(`${inventory.url}/api/movies`, { method: 'POST', body: latin1 });
  expect(response.status).toBe(400);
});

test('a body of another type than JSON is 415; without a type it is read as JSON', async () => {
  const { status } = await call('POST', '/api/movies', '{"title":"x"}', { 'content-type': 'text/plain' });
  expect(status).toBe(415);
  const untyped = await fetch(`${inventory.url}/api/movies`, {
    method: 'POST',
    body: new TextEncoder().encode('{"title":"x"}'),
  });
  expect(untyped.status).toBe(201);
});

test('a body that is too long is 413, with or without Content-Length', async () => {
  const long = JSON.stringify({ title: 'x', description: 'y'.repeat(1_000_000) });
  expect((await call('POST', '/api/movies', long)).status).toBe(413);
  const stream = new Blob([long]).stream();
  const response = await fetch(`${inventory.url}/api/movies`, { method: 'POST', body: stream });
  expect(response.status).toBe(413);
});

test('invalid JSON fields are a 422 that names each of them', async () => {
  const answer = await call('POST', '/api/movies', { title: ' ', year: '1999', cast: 'x', zork: 1 });
  expect(answer.status).toBe(422);
  expect(faults(answer)).toEqual(['/cast', '/title', '/year', '/zork']);
  for (const [body, path] of [
    [{}, '/title'],
    [{ title: 'a\0b' }, '/title'],
    [{ title: 'half a pair \ud83d' }, '/title'],
    [{ title: 'x'.repeat(1001) }, '/title'],
    [{ title: 'x', description: 7 }, '/description'],
    [{ title: 'x', cast: ['a\0'] }, '/cast'],
    [{ title: 'x', year: 1e20 }, '/year'],
    [{ title: 'x', id: 5 }, '/id'],
    [[], ''],
    ['"text"', ''],
    ['null', ''],
  ] as const) {
    const { status, ...rest } = await call('POST', '/api/movies', body);
    expect([body, status]).toEqual([body, 422]);
    expect(faults({ status, ...rest })).toContain(path);
  }
});

test('a title of 1,000 non-Latin characters is stored', async () => {
  const title = '映'.repeat(1000);
  const { id } = await add({ title });
  expect((await call('GET', `/api/movies/${id}`)).body).toEqual({ id, title, description: '' });
});

test.each([
  ['words of two letters', 3],
  ['words of 100 letters', 101],
])('a movie with the longest allowed cast, of %s, is stored, found and changed', async (_, length) => {
  // Different words of three-byte letters make the derived columns as long as possible.
  const random = seeded(length);
  const letter = () => String.fromCodePoint(0x4e00 + random.below(20_000));
  const name = () => Array.from({ length: 499 }, (_, at) => (at % length === length - 1 ? ' ' : letter())).join('');
  const cast = Array.from({ length: 500 }, () => `x${name()}`);
  const { id } = await add({ title: 'Crowded', cast });
  const found = await call('GET', `/api/movies?cast=${encodeURIComponent(cast[7] ?? '')}`);
  expect((found.body as { id: number }[]).map((movie) => movie.id)).toEqual([id]);
  expect((await call('PUT', `/api/movies/${id}`, { cast: cast.toReversed() })).status).toBe(200);
});

test('another method on a known path is 405 with Allow, on an unknown path 404', async () => {
  const { status, headers, body } = await call('POST', '/api/movies/1');
  expect([status, headers.get('allow')]).toEqual([405, 'DELETE, GET, HEAD, PATCH, PUT']);
  expect(body).toMatchObject({ title: 'Method Not Allowed', status: 405, instance: '/api/movies/1' });
  expect((await call('PATCH', '/api/movies/')).headers.get('allow')).toBe('DELETE, GET, HEAD, POST');
  expect((await call('GET', '/api/movies/1/cast')).status).toBe(404);
});

test('every response has the X-Request-Id of the request, or a new one', async () => {
  expect((await call('GET', '/api/movies', undefined, { 'x-request-id': 'mine-1' })).headers.get('x-request-id')).toBe('mine-1');
  const { headers, body } = await call('GET', '/api/movies/0', undefined, { 'x-request-id': 'bad id\t' });
  expect(headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
  expect((body as { request_id: string }).request_id).toBe(headers.get('x-request-id') ?? '');
  expect(headers.get('content-type')).toBe('application/problem+json');
});

test('an unexpected error does not reveal its cause', async () => {
  const databaseUrl = inventory.database.url.replace(/[^/]+$/, 'not_there');
  const elsewhere = connectCatalogue({
    databaseUrl,
    pool: 1,
    searchPool: 1,
    statementTimeoutMs: 1000,
    lockTimeoutMs: 1000,
  });
  const broken = createApp({
    ...elsewhere,
    checkDatabase: async () => ({ status: 'ok' }),
    maxQueued: 10,
    timeoutMs: 2000,
    cacheBytes: 0,
    log: createLog('test', 'silent'),
  });
  const response = await broken.handle(new Request('http://localhost/api/movies'));
  expect(response.status).toBe(500);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.text()).not.toMatch(/not_there|does not exist|select|at /);
  await Promise.all(Object.values(elsewhere).map((pool) => pool.end()));
});

test('the role of the service can neither drop nor truncate the table', async () => {
  expect(inventory.sql`drop table movies`).rejects.toThrow(/owner/);
  expect(inventory.sql`truncate movies`).rejects.toThrow(/permission denied/);
});
