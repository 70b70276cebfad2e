import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { startInventory } from '@matinee/tests/support/inventory';
import { until } from '@matinee/tests/support/wait';

type Movie = { id: number; title: string; year?: number };

let inventory: Awaited<ReturnType<typeof startInventory>>;

beforeAll(async () => {
  inventory = await startInventory();
});
beforeEach(() => inventory.call('DELETE', '/api/movies'));
afterAll(() => inventory.stop());

const get = (query: string, headers: Record<string, string> = {}) =>
  inventory.call('GET', `/api/movies${query}`, undefined, headers);
const add = (movie: object) => inventory.add(movie);
const addAll = async (titles: string[]) => {
  for (const title of titles) await add({ title });
};
const movies = async (query: string) => (await get(query)).body as Movie[];
const titles = async (query: string) => (await movies(query)).map(({ title }) => title);
const nextOf = (headers: Headers) => /<\/api\/movies(.*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];

/** All pages of a query. `between` runs after each page. */
const walk = async (query: string, between: (page: number) => Promise<unknown> = async () => {}) => {
  const seen: Movie[] = [];
  let next: string | undefined = query;
  for (let page = 0; next !== undefined; page++) {
    const { status, headers, body } = await get(next);
    expect([next, status]).toEqual([next, 200]);
    seen.push(...(body as Movie[]));
    next = nextOf(headers);
    await between(page);
  }
  return seen;
};

test('the list has all movies by id', async () => {
  await addAll(['B', 'A', 'C']);
  expect(await titles('')).toEqual(['B', 'A', 'C']);
});

test('?title= finds a part of a title, in any case and any script', async () => {
  await addAll(['Amélie', 'AMÉLIE returns', 'Другая', '1984', '千と千尋の神隠し']);
  const found = (part: string) => titles(`?title=${encodeURIComponent(part)}`);
  expect(await found('amélie')).toEqual(['Amélie', 'AMÉLIE returns']);
  expect(await found('lie ret')).toEqual(['AMÉLIE returns']);
  expect(await found('ДРУГ')).toEqual(['Другая']);
  expect(await found('千尋')).toEqual(['千と千尋の神隠し']);
  expect(await found('98')).toEqual(['1984']);
  expect(await found('1984')).toEqual(['1984']);
  expect(await found('nothing')).toEqual([]);
  expect(await found('')).toHaveLength(5);
});

test('?title= treats no character as a wildcard', async () => {
  const odd = ['100%', '100 percent', 'a_b', 'axb', 'back\\slash', "it's", 'say "no"', '!!!'];
  await addAll(odd);
  for (const [part, found] of [
    ['%', ['100%']],
    ['_', ['a_b']],
    ['\\', ['back\\slash']],
    ["'", ["it's"]],
    ['"no', ['say "no"']],
    ['!!', ['!!!']],
    ['0 p', ['100 percent']],
  ] as const) {
    expect(await titles(`?title=${encodeURIComponent(part)}`)).toEqual([...found]);
  }
});

test('?title= finds any part of a title of 1,000 characters without a space', async () => {
  const title = Array.from({ length: 1000 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join('');
  await add({ title });
  for (const from of [0, 50, 60, 100, 700, 990]) {
    expect(await titles(`?title=${encodeURIComponent(title.slice(from, from + 10))}`)).toEqual([title]);
  }
  expect(await titles(`?title=${encodeURIComponent(title)}`)).toEqual([title]);
});

test('filters by year or years, genres and cast, in any case, are combined with AND', async () => {
  await add({ title: 'Matrix', year: 1999, genres: ['Action', 'Science Fiction'], cast: ['Keanu Reeves', 'Carrie-Anne Moss'] });
  await add({ title: 'Speed', year: 1994, genres: ['Action'], cast: ['Keanu Reeves', 'Sandra Bullock'] });
  await add({ title: 'Undated', genres: ['Action'] });
  for (const [query, found] of [
    ['?year=1994', ['Speed']],
    ['?year=1994..1999', ['Matrix', 'Speed']],
    ['?year=1995..', ['Matrix']],
    ['?year=..1998', ['Speed']],
    ['?genre=action', ['Matrix', 'Speed', 'Undated']],
    ['?genre=Action&genre=science%20fiction', ['Matrix']],
    ['?genre=Science', []],
    ['?cast=keanu%20reeves', ['Matrix', 'Speed']],
    ['?cast=Keanu', []],
    ['?cast=Keanu%20Reeves&cast=Sandra%20Bullock', ['Speed']],
    ['?cast=Keanu%20Reeves&genre=Action&year=1999&title=matr', ['Matrix']],
    ['?cast=Keanu%20Reeves&q=sped', ['Speed']],
  ] as const) {
    expect([query, await titles(query)]).toEqual([query, [...found]]);
  }
});

test('?q= puts the exact title first, then titles with the words, then the cast', async () => {
  await add({ title: 'The Story of the Godfather and Others' });
  await add({ title: 'Somebody', cast: ['Joe Godfather'] });
  await add({ title: 'The Godfather Part II' });
  await add({ title: 'GODFATHER' });
  await add({ title: 'Grandfather' });
  expect(await titles('?q=godfather')).toEqual([
    'GODFATHER',
    'The Godfather Part II',
    'The Story of the Godfather and Others',
    'Somebody',
  ]);
});

test('?q= without words finds a part of the title and combines with filters', async () => {
  await addAll(['What?!', 'Wow?!', 'What!']);
  expect(await titles('?q=%3F!')).toEqual(['Wow?!', 'What?!']);
  expect(await titles('?q=%3F!&title=what')).toEqual(['What?!']);
  expect(await titles('?q=%3F!&sort=title')).toEqual(['What?!', 'Wow?!']);
});

test('?q= finds misspelt words if nothing matches exactly, and parts of words', async () => {
  await add({ title: 'The Godfather', cast: ['Marlon Brando'] });
  await add({ title: 'The Matrix', cast: ['Keanu Reeves'] });
  await add({ title: 'Amélie' });
  await add({ title: '千と千尋の神隠し' });
  for (const [q, found] of [
    ['godfathr', 'The Godfather'],
    ['matirx', 'The Matrix'],
    ['the matirx', 'The Matrix'],
    ['keanu', 'The Matrix'],
    ['KEANU reves', 'The Matrix'],
    ['brando godfather', 'The Godfather'],
    ['amelie', 'Amélie'],
    ['godf', 'The Godfather'],
    ['千尋', '千と千尋の神隠し'],
  ]) {
    expect([q, await titles(`?q=${encodeURIComponent(q ?? '')}`)]).toEqual([q, [found ?? '']]);
  }
  for (const q of ['zzzzzz', 'godfather matrix', '%', "'"]) expect(await titles(`?q=${encodeURIComponent(q)}`)).toEqual([]);
  expect(await titles('?q=')).toHaveLength(4);
});

test('?sort= takes several keys, each in either direction; movies without a year come last', async () => {
  for (const [title, year] of [
    ['b', 2000],
    ['A', 2000],
    ['c', 1990],
    ['d', undefined],
  ]) {
    await add({ title, year });
  }
  expect(await titles('?sort=title')).toEqual(['A', 'b', 'c', 'd']);
  expect(await titles('?sort=-title')).toEqual(['d', 'c', 'b', 'A']);
  expect(await titles('?sort=year,-title')).toEqual(['c', 'b', 'A', 'd']);
  expect(await titles('?sort=-year,title')).toEqual(['d', 'A', 'b', 'c']);
  expect(await titles('?sort=-id')).toEqual(['d', 'c', 'A', 'b']);
});

test('a page has the total in X-Total-Count and the next page in Link', async () => {
  await addAll(['a', 'b', 'c']);
  const { headers, body } = await get('?limit=2');
  expect(body).toHaveLength(2);
  expect(headers.get('x-total-count')).toBe('3');
  const last = await get(nextOf(headers) ?? '');
  expect((last.body as Movie[]).map(({ title }) => title)).toEqual(['c']);
  expect(nextOf(last.headers)).toBeUndefined();
  expect((await get('?limit=3')).headers.get('link')).toBeNull();
});

test('a filtered page has the total if the client prefers it', async () => {
  await addAll(['a', 'ab', 'b']);
  const counted = async (prefer: string, query = '?title=a&limit=1') => {
    const { headers } = await get(query, { prefer });
    return [headers.get('x-total-count'), headers.get('preference-applied')];
  };
  expect((await get('?title=a&limit=1')).headers.get('x-total-count')).toBeNull();
  for (const prefer of ['count=exact', 'return=minimal, count=exact', 'COUNT=exact; wait=1']) {
    expect([prefer, await counted(prefer)]).toEqual([prefer, ['2', 'count=exact']]);
    expect(await counted(prefer, '?q=a&limit=1')).toEqual(['1', 'count=exact']);
    expect(await counted(prefer, '?limit=1')).toEqual(['3', 'count=exact']);
  }
  expect(await counted('count=planned')).toEqual([null, null]);
  expect(await counted('count=exact', '?q=zzz&limit=1')).toEqual(['0', 'count=exact']);
});

test('in every order, the pages have each movie once', async () => {
  for (let i = 0; i < 60; i++)
    await add({ title: `Movie ${i % 7}${'x'.repeat(i % 3)}`, year: i % 5 ? 1990 + (i % 4) : undefined });
  for (const sort of [
    'id',
    '-id',
    'year',
    '-year',
    'title',
    '-title',
    'year,title',
    'year,-title',
    '-year,title',
    'title,-year',
    '-title,id',
  ]) {
    const whole = await movies(`?sort=${sort}`);
    expect(whole).toHaveLength(60);
    expect([sort, await walk(`?sort=${sort}&limit=7`)]).toEqual([sort, whole]);
  }
  expect(await walk('?q=movie&limit=7')).toEqual(await movies('?q=movie'));
  expect(await walk('?q=moive&limit=7')).toHaveLength(60);
});

test('pages have each movie once while others are added and deleted', async () => {
  const stay: number[] = [];
  for (let i = 0; i < 40; i++) stay.push((await add({ title: `Stays ${i % 9}`, year: 2000 + (i % 3) })).id);
  for (const sort of ['id', '-year,title', 'year,-title', '-title']) {
    const seen = await walk(`?sort=${sort}&limit=6`, async (page) => {
      const { id } = await add({ title: `Goes ${page}`, year: 2001 });
      const other = await add({ title: `Stays ${page % 9} not`, year: 2000 });
      if (page % 2) await inventory.call('DELETE', `/api/movies/${id}`);
      await inventory.call('DELETE', `/api/movies/${other.id}`);
    });
    const ids = seen.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(stay.filter((id) => !ids.includes(id))).toEqual([]);
  }
});

test('after the last movie of a page is deleted, the next page begins at its place', async () => {
  await addAll(['a', 'b', 'c', 'd']);
  const { headers, body } = await get('?sort=title&limit=2');
  await inventory.call('DELETE', `/api/movies/${(body as Movie[])[1]?.id}`);
  expect(await titles(nextOf(headers) ?? '')).toEqual(['c', 'd']);
});

test.each([
  ['letters', 'x'],
  ['letters of three bytes', '映'],
  ['characters of four bytes', '𝄞'],
  ['control characters', '\x01'],
])('pages work for titles of 1,000 %s', async (_, character) => {
  // The table allows more UTF-16 units than the API.
  await inventory.sql`
    insert into movies (title) select repeat(${character}::text, 999) || letter from unnest(array['c', 'a', 'b']) as letter`;
  const found = (await walk('?sort=-title&limit=1')).map(({ title }) => title.slice(-1));
  expect(found).toEqual(['c', 'b', 'a']);
});

test('an invalid query is a 422 that names each parameter', async () => {
  const { status, body } = await get('?titel=a&year=abc&year=1999&sort=rating&limit=0&after=x&genre=');
  expect(status).toBe(422);
  const { errors } = body as { errors: { path: string; message: string }[] };
  expect(errors.map(({ path }) => path).sort()).toEqual(['genre', 'limit', 'sort', 'titel', 'year']);
  for (const query of [
    '?title=a&title=b',
    '?title=%00',
    '?genre=%00',
    '?year=19',
    '?year=19941999',
    '?year=1999..1990',
    '?year=..',
    '?limit=1001',
    '?limit=1.5',
    '?sort=year,-year',
    '?sort=',
    `?q=${'x'.repeat(201)}`,
    '?after=zzz',
    '?after=W10',
    '?sort=id,title,-id',
    '?after=bnVsbA',
  ]) {
    expect([query, (await get(query)).status]).toEqual([query, 422]);
  }
});

test.each(['page', 'offset'])('?%s=, which other APIs have, is a 422 that names the parameters to use', async (name) => {
  const { status, body } = await get(`?${name}=2&limit=20`);
  const message = `Unknown query parameter \`${name}\`. Use \`limit\` and the \`after\` cursor from the \`Link\` header.`;
  expect([status, (body as { errors: unknown }).errors]).toEqual([422, [{ path: name, message }]]);
});

test('a cursor is valid for its own query only, with any limit', async () => {
  await addAll(['a', 'b', 'c', 'd']);
  const next = nextOf((await get('?sort=title&limit=1')).headers) ?? '';
  expect(await titles(next.replace('limit=1', 'limit=2'))).toEqual(['b', 'c']);
  expect(await titles(next.replace('limit=1&', ''))).toEqual(['b', 'c', 'd']);
  for (const other of [next.replace('sort=title', 'sort=-title'), next.replace('sort=title', 'sort=id'), `${next}&title=b`]) {
    const { status, body } = await get(other);
    expect([status, (body as { errors: { path: string }[] }).errors[0]?.path]).toEqual([422, 'after']);
  }
});

test('a cursor whose values were changed is a 422', async () => {
  await addAll(['a', 'b']);
  const next = nextOf((await get('?sort=title&limit=1')).headers) ?? '';
  const after = new URLSearchParams(next).get('after') ?? '';
  const [owner, fuzziness, ...place] = JSON.parse(Buffer.from(after, 'base64url').toString());
  expect([fuzziness, place]).toEqual([0, ['a', expect.any(Number)]]);
  for (const cursor of [
    [owner],
    [owner, fuzziness, 'a'],
    [owner, fuzziness, 'a', 1, 2],
    [owner, fuzziness, 1, 1],
    [owner, fuzziness, 'a', '1'],
    [owner, fuzziness, 'a', 3_000_000_000],
    [owner, fuzziness, 'a\0', 1],
    [owner, 0.5, 'a', 1],
    ['', fuzziness, 'a', 1],
    { owner },
  ]) {
    const forged = Buffer.from(JSON.stringify(cursor)).toString('base64url');
    expect([cursor, (await get(`?sort=title&limit=1&after=${forged}`)).status]).toEqual([cursor, 422]);
  }
});

test('Accept: application/x-ndjson returns one movie a line', async () => {
  await addAll(['a', 'b "quoted"\n', 'c']);
  const { headers, text } = await get('?limit=2', { accept: 'application/x-ndjson' });
  expect(headers.get('content-type')).toBe('application/x-ndjson');
  expect(headers.get('vary')).toBe('Accept, Prefer');
  expect(text.endsWith('\n')).toBe(true);
  expect(
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).title),
  ).toEqual(['a', 'b "quoted"\n']);
  expect((await get('?title=nothing', { accept: 'application/x-ndjson' })).text).toBe('');
  expect((await get('', { accept: 'text/html, */*;q=0.1' })).headers.get('content-type')).toBe('application/json');
});

test('If-None-Match on a list returns 304 until a movie changes, in SQL or through the API', async () => {
  const { id } = await add({ title: 'a' });
  const tagOf = async (query: string, accept = 'application/json') => (await get(query, { accept })).headers.get('etag') ?? '';
  for (const change of [
    () => add({ title: 'b' }),
    () => inventory.call('PATCH', `/api/movies/${id}`, { year: 2000 }),
    () => inventory.sql`update movies set year = 2001 where id = ${id}`,
    () => inventory.call('DELETE', `/api/movies/${id}`),
  ]) {
    const tag = await tagOf('?q=a');
    expect((await get('?q=a', { 'if-none-match': tag })).status).toBe(304);
    await change();
    expect((await get('?q=a', { 'if-none-match': tag })).status).toBe(200);
  }
  expect(await tagOf('', 'application/x-ndjson')).not.toBe(await tagOf(''));
});

test('a request that changes no movie changes no tag', async () => {
  const { id } = await add({ title: 'a', year: 2000 });
  const path = `/api/movies/${id}`;
  const list = { 'if-match': '"1"' };
  const tags = async () => [(await get('')).headers.get('etag'), (await get(`/${id}`)).headers.get('etag')];
  const before = await tags();
  const unmatched = { 'if-match': '"7"' };
  for (const [method, at, body, headers, status] of [
    ['PUT', path, {}, {}, 200],
    ['PATCH', path, {}, list, 200],
    ['PUT', path, { title: 'a', year: 2000 }, {}, 200],
    ['PUT', path, { year: 2001 }, unmatched, 412],
    ['PUT', path, {}, unmatched, 412],
    ['DELETE', path, undefined, unmatched, 412],
    ['DELETE', '/api/movies', undefined, unmatched, 412],
    ['PUT', '/api/movies/2000000000', { year: 2001 }, {}, 404],
    ['PUT', '/api/movies/2000000000', {}, {}, 404],
    ['DELETE', '/api/movies/2000000000', undefined, {}, 404],
  ] as const) {
    const answer = await inventory.call(method, at, body, headers);
    expect([method, at, body, answer.status, await tags()]).toEqual([method, at, body, status, before]);
  }
  await inventory.call('DELETE', '/api/movies');
  const empty = (await get('')).headers.get('etag');
  expect((await inventory.call('DELETE', '/api/movies')).body).toEqual({ deleted: 0 });
  expect((await get('')).headers.get('etag')).toBe(empty);
});

test('If-Match deletes all movies only if none has changed since the list', async () => {
  await addAll(['a', 'b']);
  const remove = (tag: string) => inventory.call('DELETE', '/api/movies', undefined, { 'if-match': tag });
  const tagOf = async (accept: string) => (await get('?limit=1', { accept })).headers.get('etag') ?? '';
  const old = await tagOf('application/json');
  await add({ title: 'c' });
  for (const tag of ['"nope"', old, `W/${await tagOf('application/json')}`, '""', 'nope']) {
    const { status, body } = await remove(tag);
    expect([tag, status, (body as { title: string }).title]).toEqual([tag, 412, 'Precondition Failed']);
  }
  expect(await titles('')).toEqual(['a', 'b', 'c']);
  expect((await remove(`"nope", ${await tagOf('application/json')}`)).body).toEqual({ deleted: 3 });
  expect((await remove(await tagOf('application/x-ndjson'))).body).toEqual({ deleted: 0 });
  await add({ title: 'd' });
  expect((await remove('*')).body).toEqual({ deleted: 1 });
});

test('a conditional deletion of all movies deletes no concurrent change', async () => {
  for (let round = 0; round < 20; round++) {
    const { id } = await add({ title: 'a' });
    await inventory.call('PUT', `/api/movies/${id}`, { description: 'seen' });
    const tag = (await get('')).headers.get('etag') ?? '';
    const [changed, removed] = await Promise.all([
      inventory.call('PUT', `/api/movies/${id}`, { description: 'unseen' }),
      inventory.call('DELETE', '/api/movies', undefined, { 'if-match': tag }),
    ]);
    expect([
      [200, 412],
      [404, 200],
    ]).toContainEqual([changed.status, removed.status]);
    expect((await movies('')).map(({ id }) => id)).toEqual(removed.status === 412 ? [id] : []);
    await inventory.call('DELETE', '/api/movies');
  }
});

test('a list of thousands of movies is complete', async () => {
  await inventory.sql`insert into movies (title, year) select 'Movie ' || n, 1900 + n % 100 from generate_series(1, 5500) as n`;
  expect(await movies('')).toHaveLength(5500);
  const lines = (await get('?sort=-year', { accept: 'application/x-ndjson' })).text.trimEnd().split('\n');
  expect(new Set(lines.map((line) => JSON.parse(line).id)).size).toBe(5500);
  expect(await walk('?limit=1000')).toHaveLength(5500);
});

test('a client that disconnects during a list leaves no statement and no transaction', async () => {
  await inventory.sql`insert into movies (title, description) select 'Movie ' || n, repeat('x', 5000) from generate_series(1, 6000) as n`;
  const response = await fetch(`${inventory.url}/api/movies`);
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await until('the list is cancelled', async () => {
    const [open] = await inventory.sql`
      select count(*)::integer as count from pg_stat_activity
      where application_name = 'inventory_app' and pid <> pg_backend_pid() and (state = 'active' or xact_start is not null)`;
    return open?.count === 0;
  });
});

test('an error during a list breaks the transfer off', async () => {
  await inventory.sql`insert into movies (title, description) select 'Movie ' || n, repeat('x', 9000) from generate_series(1, 4000) as n`;
  const stopped = await startInventory();
  await stopped.sql`insert into movies (title, description) select 'Movie ' || n, repeat('x', 9000) from generate_series(1, 4000) as n`;
  const response = await fetch(`${stopped.url}/api/movies`);
  const reader = response.body?.getReader();
  await reader?.read();
  await stopped.sql.end({ timeout: 0 });
  const rest = async () => {
    for (;;) if ((await reader?.read())?.done) return;
  };
  expect(rest()).rejects.toThrow();
  await stopped.stop();
});

test('a locked row returns 503 with Retry-After after a timeout', async () => {
  const { id } = await add({ title: 'held' });
  const holder = await inventory.sql.reserve();
  await holder`begin`;
  await holder`select from movies where id = ${id} for update`;
  const { status, headers } = await inventory.call('PATCH', `/api/movies/${id}`, { year: 2000 });
  expect([status, headers.get('retry-after')]).toEqual([503, '2']);
  await holder`rollback`;
  holder.release();
  expect((await inventory.call('PATCH', `/api/movies/${id}`, { year: 2000 })).status).toBe(200);
});

test('requests beyond the limit get 503 at once', async () => {
  const narrow = await startInventory({ maxQueued: 5 });
  const answers = await Promise.all(Array.from({ length: 60 }, () => narrow.call('GET', '/api/movies?q=nothing')));
  const statuses = answers.map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([200, 503]));
  expect(answers.find(({ status }) => status === 503)?.headers.get('retry-after')).toBe('2');
  await narrow.stop();
});

test('concurrent reads are one statement, and each sees the writes before it', async () => {
  const { id } = await add({ title: 'v0' });
  const writesThenReads = async () => {
    for (let i = 0; i < 20; i++) {
      await inventory.call('PATCH', `/api/movies/${id}`, { year: 1900 + i });
      const { body } = await inventory.call('GET', `/api/movies/${id}`);
      expect((body as Movie).year).toBe(1900 + i);
    }
  };
  const reads = async () => {
    for (let i = 0; i < 20; i++) await Promise.all([1, 2, 3].map(() => inventory.call('GET', `/api/movies/${id}`)));
  };
  await Promise.all([writesThenReads(), reads(), reads()]);
});

test('movies that are added in one statement get their own responses', async () => {
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, i) => inventory.call('POST', '/api/movies', { title: `Movie ${i}` })),
  );
  answers.forEach(({ status, body, headers }, i) => {
    expect([status, (body as Movie).title]).toEqual([201, `Movie ${i}`]);
    expect(headers.get('location')).toBe(`/api/movies/${(body as Movie).id}`);
  });
  expect(await movies('')).toHaveLength(100);
});
