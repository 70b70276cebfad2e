import { afterAll, beforeAll, expect, test } from 'bun:test';
import { showCode, type Token } from '@matinee/contracts/tokens';
import { countedAs, trustProxies } from '@matinee/runtime/client-address';
import { createDatabase } from '@matinee/tests/support/database';
import { startPairing } from '@matinee/tests/support/pairing';
import { until } from '@matinee/tests/support/wait';
import { drawCode } from './tokens/codes.ts';
import { createPolls } from './tokens/limits.ts';

type Pairing = Awaited<ReturnType<typeof startPairing>>;
let database: Awaited<ReturnType<typeof createDatabase>>;
let pairing: Pairing;

beforeAll(async () => {
  database = await createDatabase('PAIRING');
  pairing = await startPairing(database, { wrongGuesses: 5, wrongGuessesWindowS: 1 });
});

afterAll(async () => {
  await pairing.stop();
  await database.drop();
});

const from = (address: string) => ({ 'x-forwarded-for': address });
const on = (person: string) => ({ 'x-on-behalf-of': person });
const guess = (address: string, method = 'GET') =>
  pairing.call(method, `/api/tokens/${showCode(drawCode())}`, method === 'PUT' ? { entity: 'x' } : undefined, from(address));

test('after too many wrong guesses a client gets 429 for all codes until its window ends', async () => {
  const { token } = (await pairing.call('POST', '/api/tokens', { entity: 'screen' })).body as Token;
  const statuses = [];
  for (const method of ['GET', 'PUT', 'DELETE', 'GET', 'PUT', 'GET']) statuses.push((await guess('192.0.2.1', method)).status);
  expect(statuses).toEqual([404, 404, 404, 404, 404, 429]);
  for (const [method, body] of [['GET'], ['PUT', { entity: 'x' }], ['DELETE']] as const) {
    const { status, headers, body: problem } = await pairing.call(method, `/api/tokens/${token}`, body, from('192.0.2.1'));
    expect(status).toBe(429);
    expect(headers.get('retry-after')).toBe('1');
    expect(problem).toMatchObject({ type: 'urn:matinee:problem:too_many_guesses', title: 'Too Many Requests' });
  }
  // Other clients are not limited.
  expect((await pairing.call('GET', `/api/tokens/${token}`, undefined, from('192.0.2.2'))).status).toBe(200);
  const answered = async () => (await pairing.call('GET', `/api/tokens/${token}`, undefined, from('192.0.2.1'))).status === 200;
  await until('the window to end', answered, 5);
});

test('each person whom a gateway names has a separate limit', async () => {
  const limited = await startPairing(database, { wrongGuesses: 5 });
  const { token } = (await limited.call('POST', '/api/tokens', { entity: 'screen' })).body as Token;
  const get = async (code: string, person?: string) =>
    (await limited.call('GET', `/api/tokens/${code}`, undefined, { ...from('192.0.2.6'), ...(person && on(person)) })).status;
  for (let i = 0; i < 5; i++) expect(await get(drawCode(), 'telegram:1')).toBe(404);
  expect(await get(token, 'telegram:1')).toBe(429);
  expect(await get(token, 'telegram:2')).toBe(200);
  expect(await get(token)).toBe(200);
  // Polls are limited for each person as well.
  expect([await get(token, 'telegram:2'), await get(token, 'telegram:3')]).toEqual([429, 200]);
  await limited.stop();
});

test('X-On-Behalf-Of from outside of PAIRING_GATEWAYS is ignored', async () => {
  const direct = await startPairing(database, { wrongGuesses: 5, gateways: '192.0.2.1' });
  const guessAs = async (person: string) => (await direct.call('GET', `/api/tokens/${drawCode()}`, undefined, on(person))).status;
  const statuses = [];
  for (const person of ['a', 'b', 'c', 'd', 'not valid', 'f']) statuses.push(await guessAs(person));
  expect(statuses).toEqual([404, 404, 404, 404, 404, 429]);
  await direct.stop();
});

test('an invalid X-On-Behalf-Of from a gateway gets a 400 with the valid form', async () => {
  const { token } = (await pairing.call('POST', '/api/tokens', { entity: 'screen' })).body as Token;
  for (const person of ['', 'two words', 'a,b', 'ü', 'x'.repeat(65)]) {
    for (const [method, path, body] of [
      ['POST', '/api/tokens', { entity: 'x' }],
      ['GET', `/api/tokens/${token}`],
      ['GET', `/api/tokens/${token}?wait=1`],
      ['PUT', `/api/tokens/${token}`, { entity: 'x' }],
      ['DELETE', `/api/tokens/${token}`],
    ] as const) {
      const answer = await pairing.call(method, path, body, on(person));
      expect([person, method, answer.status]).toEqual([person, method, 400]);
      expect((answer.body as { detail: string }).detail).toBe(
        'X-On-Behalf-Of must be 1 to 64 visible ASCII characters without a comma, such as telegram:12345.',
      );
    }
  }
  expect((await pairing.call('GET', `/api/tokens/${token}`, undefined, on(`!~${'x'.repeat(62)}`))).status).toBe(200);
});

test('requests for expired tokens do not count as guesses', async () => {
  const limited = await startPairing(database, { wrongGuesses: 5 });
  const { token } = (await limited.call('POST', '/api/tokens', { entity: 'screen' })).body as Token;
  const old = await Promise.all(Array.from({ length: 10 }, () => limited.tokens.create('old')));
  await limited.sql`update tokens set expires_at = now() - interval '6 days' where code = any(${old.map(({ code }) => code)}::text[])`;
  for (const [method, query, body, status] of [
    ['GET', '', undefined, 410],
    ['GET', '?wait=5', undefined, 410],
    ['PUT', '', { entity: 'x' }, 410],
    ['DELETE', '', undefined, 200],
  ] as const) {
    for (const { code } of old) {
      const answer = await limited.call(method, `/api/tokens/${code}${query}`, body);
      expect([method, query, answer.status]).toEqual([method, query, status]);
    }
  }
  expect((await limited.call('GET', `/api/tokens/${token}`)).status).toBe(200);
  await limited.stop();
});

test('concurrent guesses are limited too', async () => {
  const slow = await startPairing(database, { wrongGuesses: 5 });
  const answers = await Promise.all(
    Array.from({ length: 1000 }, () => slow.call('GET', `/api/tokens/${drawCode()}`, undefined, from('192.0.2.3'))),
  );
  expect(answers.filter(({ status }) => status === 404).length).toBeLessThanOrEqual(105);
  await slow.stop();
});

test('an unpaired token may be read every 2 s, a paired one at any time', async () => {
  const { token } = (await pairing.call('POST', '/api/tokens', { entity: 'screen' })).body as Token;
  const poll = (address: string) => pairing.call('GET', `/api/tokens/${token}`, undefined, from(address));
  expect((await poll('192.0.2.4')).status).toBe(200);
  const { status, headers, body } = await poll('192.0.2.4');
  expect(status).toBe(429);
  expect(body).toMatchObject({ type: 'urn:matinee:problem:slow_down' });
  expect(headers.get('retry-after')).toBe('2');
  expect((await poll('192.0.2.5')).status).toBe(200);
  await pairing.call('PUT', `/api/tokens/${token}`, { entity: 'phone' });
  expect((await poll('192.0.2.4')).status).toBe(200);
  expect((await poll('192.0.2.4')).status).toBe(200);
});

test('a poll is allowed after the interval, which a rejected poll does not extend', () => {
  let time = 0;
  const poll = createPolls(2000, () => time);
  const answers = [0, 500, 1999, 2000, 2001].map((now) => {
    time = now;
    return poll('a');
  });
  expect(answers).toEqual([0, 1500, 1, 0, 1999]);
});

test('limits apply to the address of the connection, or the one that a gateway forwards; for IPv6 to the network', () => {
  const clientOf = trustProxies('192.168.56.10');
  const seen = (peer: string, forwarded?: string) =>
    countedAs(clientOf(new Headers(forwarded === undefined ? {} : from(forwarded)), peer).address);
  expect(seen('198.51.100.7', '192.0.2.1')).toBe('198.51.100.7');
  expect(seen('192.168.56.10', '192.0.2.1')).toBe('192.0.2.1');
  expect(seen('::ffff:192.168.56.10', '10.0.0.1, 192.0.2.1')).toBe('192.0.2.1');
  expect(seen('192.168.56.10', 'nonsense')).toBe('192.168.56.10');
  expect(seen('192.168.56.10')).toBe('192.168.56.10');
  expect(seen('192.168.56.10', '2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
  expect(seen('2001:db8::1')).toBe('2001:db8:0:0::/64');
});
