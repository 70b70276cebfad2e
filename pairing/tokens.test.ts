import { afterAll, beforeAll, expect, test } from 'bun:test';
import { codeAlphabet, showCode, type Token } from '@matinee/contracts/tokens';
import { connectAsAdmin, createDatabase } from '@matinee/tests/support/database';
import { startPairing } from '@matinee/tests/support/pairing';
import { drawCode } from './tokens/codes.ts';

type Pairing = Awaited<ReturnType<typeof startPairing>>;
let database: Awaited<ReturnType<typeof createDatabase>>;
let pairing: Pairing;
let call: Pairing['call'];

beforeAll(async () => {
  database = await createDatabase('PAIRING');
  pairing = await startPairing(database);
  call = pairing.call;
});

afterAll(async () => {
  await pairing.stop();
  await database.drop();
});

const create = async (entity = 'chat:42') => (await call('POST', '/api/tokens', { entity })).body as Token;
const pair = (token: string, entity: string) => call('PUT', `/api/tokens/${token}`, { entity });
const get = async (token: string) => (await call('GET', `/api/tokens/${token}`)).body as Token;
const age = (token: string, interval: string) =>
  pairing.sql`update tokens set expires_at = expires_at - ${interval}::interval, paired_at = paired_at - ${interval}::interval
    where code = ${token.replace('-', '')}`;

test('one party creates a token, another pairs it, and both read it', async () => {
  const { status, headers, body } = await call('POST', '/api/tokens/', { entity: 'chat:42' });
  const { token, expires_at } = body as Token;
  expect(status).toBe(201);
  expect(token).toMatch(new RegExp(`^[${codeAlphabet}]{4}-[${codeAlphabet}]{4}$`));
  expect(body).toEqual({ token, entity_1: 'chat:42', entity_2: null, expires_at });
  expect((Date.parse(expires_at) - Date.now()) / 1000).toBeCloseTo(900, -1);
  expect(headers.get('location')).toBe(`/api/tokens/${token}`);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(await get(token)).toEqual(body as Token);

  const paired = await pair(token, 'chat:77');
  expect(paired.status).toBe(200);
  expect(paired.body).toMatchObject({ token, entity_1: 'chat:42', entity_2: 'chat:77' });
  expect((Date.parse((paired.body as Token).expires_at) - Date.now()) / 1000).toBeCloseTo(3600, -1);
  expect(await get(token)).toEqual(paired.body as Token);
});

test('the same party gets the same response again; other parties and the creator get 409', async () => {
  const { token } = await create();
  expect((await pair(token, 'chat:42')).status).toBe(409);
  const first = await pair(token, 'chat:77');
  const again = await pair(token, 'chat:77');
  expect([again.status, again.body]).toEqual([200, first.body]);
  expect((await pair(token, 'chat:78')).status).toBe(409);
  expect((await pair(token, 'chat:42')).status).toBe(409);
  expect((await get(token)).entity_2).toBe('chat:77');
});

test('10,000 concurrent pairings of 1,000 tokens have exactly one winner each', async () => {
  const { tokens } = pairing;
  const made = await Promise.all(Array.from({ length: 1000 }, () => tokens.create('screen')));
  const tries = made.flatMap(({ code }) =>
    Array.from({ length: 10 }, (_, i) => ({ token: showCode(code), entity: `phone:${i}` })),
  );
  for (let i = tries.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [tries[i], tries[j]] = [tries[j] as (typeof tries)[0], tries[i] as (typeof tries)[0]];
  }
  const answers = await Promise.all(tries.map(async ({ token, entity }) => ({ token, entity, ...(await pair(token, entity)) })));
  const winners = answers.filter(({ status }) => status === 200);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(9000);
  expect(winners).toHaveLength(1000);
  expect(new Set(winners.map(({ token }) => token)).size).toBe(1000);
  const rows = await pairing.sql<{ code: string; entity_2: string }[]>`
    select code, entity_2 from tokens where code = any(${made.map(({ code }) => code)}::text[])`;
  expect(new Map(rows.map(({ code, entity_2 }) => [showCode(code), entity_2]))).toEqual(
    new Map(winners.map(({ token, entity }) => [token, entity])),
  );
});

test('two processes that pair a token concurrently have one winner', async () => {
  const other = await startPairing(database);
  for (let i = 0; i < 50; i++) {
    const { token } = await create();
    const answers = await Promise.all([pair(token, 'a'), other.call('PUT', `/api/tokens/${token}`, { entity: 'b' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  }
  await other.stop();
});

test("the creator's own attempt does not affect a concurrent pairing", async () => {
  for (let i = 0; i < 20; i++) {
    const { token } = await create();
    const [own, other] = await Promise.all([pair(token, 'chat:42'), pair(token, 'chat:77')]);
    expect([own.status, other.status]).toEqual([409, 200]);
  }
});

test('a code is read in any case, with or without dashes and spaces', async () => {
  const { token } = await create();
  await pair(token, 'chat:77');
  const bare = token.replace('-', '');
  for (const written of [bare, token.toLowerCase(), `${bare.slice(0, 4)} ${bare.slice(4)}`, ` ${[...bare].join('–')} `]) {
    expect([written, (await call('GET', `/api/tokens/${encodeURIComponent(written)}`)).status]).toEqual([written, 200]);
  }
  for (const written of [bare.slice(1), `${bare}B`, 'AEIO-UAEI', '1234-5678', '%', 'x'.repeat(500)])
    expect([written, (await call('GET', `/api/tokens/${encodeURIComponent(written)}`)).status]).toEqual([written, 404]);
});

test('codes are practically unique and uniformly distributed', () => {
  const count = 20_000;
  const codes = Array.from({ length: count }, drawCode);
  // One collision happens by chance in 0.8 % of runs, three in one of ten million.
  expect(new Set(codes).size).toBeGreaterThan(count - 3);
  for (let place = 0; place < 8; place++) {
    const seen = new Map<string, number>();
    for (const code of codes) seen.set(code.charAt(place), (seen.get(code.charAt(place)) ?? 0) + 1);
    expect(seen.size).toBe(20);
    // Chi-squared with 19 degrees of freedom: beyond 60 once in 200,000 fair draws.
    const expected = count / 20;
    const chiSquared = [...seen.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    expect(chiSquared).toBeLessThan(60);
  }
});

test('a code is never used twice, also when concurrent requests draw the same one', async () => {
  const [taken, free, another] = [drawCode(), drawCode(), drawCode()];
  const draws = [taken, taken, taken, free, free, another];
  const repeating = await startPairing(database, { draw: () => draws.shift() ?? drawCode() });
  await repeating.tokens.create('first');
  const codes = (await Promise.all(['a', 'b', 'c'].map(repeating.tokens.create))).map(({ code }) => code);
  expect(new Set([taken, ...codes]).size).toBe(4);
  await repeating.stop();
});

test('reading or pairing an expired token gets 410, a deleted one 404', async () => {
  const { token } = await create();
  await age(token, '15 minutes');
  expect((await call('GET', `/api/tokens/${token}`)).status).toBe(410);
  expect((await pair(token, 'chat:77')).status).toBe(410);
  expect((await call('DELETE', `/api/tokens/${token}`)).body).toEqual({ deleted: 1 });
  expect((await call('GET', `/api/tokens/${token}`)).status).toBe(404);
  expect((await pair(token, 'chat:77')).status).toBe(404);
  expect((await call('DELETE', `/api/tokens/${token}`)).status).toBe(404);
});

test('of ten concurrent deletions of a token exactly one succeeds', async () => {
  const { token } = await create();
  const answers = await Promise.all(Array.from({ length: 10 }, () => call('DELETE', `/api/tokens/${token}`)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(404)]);
});

test('five attempts of other parties invalidate a paired token; attempts that lost a race do not count', async () => {
  const { token } = await create();
  await pair(token, 'chat:77');
  for (let i = 0; i < 8; i++) expect((await pair(token, `late:${i}`)).status).toBe(409);
  await age(token, '1 minute');
  for (let i = 0; i < 5; i++) {
    expect((await pair(token, 'chat:77')).status).toBe(200);
    expect((await pair(token, `other:${i}`)).status).toBe(409);
  }
  for (const answer of [await pair(token, 'chat:77'), await call('GET', `/api/tokens/${token}`)]) expect(answer.status).toBe(410);
});

test('invalid input gets an error with its path', async () => {
  for (const [body, path] of [
    [{}, '/entity'],
    [{ entity: '' }, '/entity'],
    [{ entity: '  ' }, '/entity'],
    [{ entity: 'a\0' }, '/entity'],
    [{ entity: 42 }, '/entity'],
    [{ entity: 'x'.repeat(257) }, '/entity'],
    [{ entity: 'x', token: 'BCDF-GHJK' }, '/token'],
  ] as const) {
    const answer = await call('POST', '/api/tokens', body);
    expect([body, answer.status]).toEqual([body, 422]);
    expect((answer.body as { errors: { path: string }[] }).errors.map(({ path }) => path)).toContain(path);
  }
  expect((await call('POST', '/api/tokens', '{')).status).toBe(400);
  expect((await call('POST', '/api/tokens', { entity: 'x'.repeat(20_000) })).status).toBe(413);
  const { token } = await create();
  for (const query of ['wait=0', 'wait=61', 'wait=', 'wait=1.5', 'wait=1&wait=2', 'wiat=5'])
    expect([query, (await call('GET', `/api/tokens/${token}?${query}`)).status]).toEqual([query, 422]);
  expect((await call('GET', '/api/tokens')).headers.get('allow')).toBe('POST');
  expect((await call('PATCH', `/api/tokens/${token}`)).headers.get('allow')).toBe('DELETE, GET, HEAD, PUT');
});

test('expired tokens are deleted in batches, except recently expired and locked ones', async () => {
  const { tokens, sql } = pairing;
  const made = await Promise.all(Array.from({ length: 30 }, () => tokens.create('old')));
  const codes = made.map(({ code }) => code);
  await sql`update tokens set expires_at = now() - interval '2 hours' where code = any(${codes}::text[])`;
  const busy = connectAsAdmin(new URL(database.url).pathname.slice(1));
  await busy.begin(async (transaction) => {
    await transaction`select from tokens where code = ${codes[0] ?? ''} for update`;
    expect(await tokens.sweep(3600, 20)).toBe(20);
    expect(await tokens.sweep(3600, 20)).toBe(9);
    expect(await tokens.sweep(3600, 20)).toBe(0);
  });
  await busy.end();
  expect(await tokens.sweep(3600, 20)).toBe(1);
});

test('no response about a token may be cached, errors included', async () => {
  const { token } = await create();
  await pair(token, 'chat:77');
  const expired = await create();
  await age(expired.token, '1 day');
  const answers = [
    await call('GET', `/api/tokens/${showCode(drawCode())}`),
    await call('GET', `/api/tokens/${expired.token}`),
    await pair(token, 'chat:78'),
    await call('GET', `/api/tokens/${token}?wait=soon`),
    await call('PATCH', `/api/tokens/${token}`),
  ];
  const seen = answers.map(({ status, headers }) => [status, headers.get('cache-control')]);
  expect(seen).toEqual([404, 410, 409, 422, 405].map((status) => [status, 'no-store']));
});
