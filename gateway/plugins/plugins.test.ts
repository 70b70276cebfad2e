import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import { countedAs, trustProxies } from '@matinee/runtime/client-address';
import { startGateway } from '@matinee/tests/support/gateway';
import { client } from '@matinee/tests/support/http';
import { type Conformance, createConformance } from '@matinee/tests/support/openapi';
import { connectRaw, exchangeRaw, parseMessage, type RawUpstream, startRawUpstream } from '@matinee/tests/support/raw-http';
import { run } from '@matinee/tests/support/run';
import { hashKey, parseApiKeys } from '../api-keys/api-keys.ts';
import { parseLimits } from '../rate-limit/limits.ts';
import { parseOrigins } from './cors.ts';

let upstream: RawUpstream;
let gateway: ReturnType<typeof startGateway> | undefined;
const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** A gateway in front of the recording upstream, and a client of it. */
const start = (wish: Parameters<typeof startGateway>[0] = {}) => {
  gateway = startGateway({ upstreamPort: upstream.port, ...wish });
  upstream.reply(ok);
  return judged(gateway.url);
};

/** A client; what the gateway itself answers for a documented path must be as documented. */
const judged = (url: string) => {
  const call = client(url);
  let judge: Conformance | undefined;
  return async (...[method, path, ...rest]: Parameters<typeof call>) => {
    const answer = await call(method, path, ...rest);
    judge ??= createConformance((await call('GET', '/swagger/json')).body as never);
    if (/^\/api\/(?:movies|billing)(?:\/\w+)?$/.test(path) && method !== 'OPTIONS' && answer.headers.has('proxy-status'))
      expect(judge(method, path, answer)).toEqual([]);
    return answer;
  };
};

beforeAll(async () => {
  upstream = await startRawUpstream();
});
afterEach(() => gateway?.stop());
afterAll(() => upstream.close());

const reader = 'mk_reader';
const writer = 'mk_writer';
const apiKeys = `reader:${hashKey(reader)}:movies:read,writer:${hashKey(writer)}:movies:read+movies:write+billing:write`;
const as = (key: string) => ({ 'x-api-key': key });

describe('API keys', () => {
  test('without one nothing of the API answers but 401 with a challenge, and the rest of the gateway is open', async () => {
    const call = start({ apiKeys });
    for (const [method, path] of [
      ['GET', '/api/movies'],
      ['POST', '/api/billing'],
      ['GET', '/api/nothing'],
      ['GET', '/api/../api/movies'],
      ['OPTIONS', '/api/movies'],
    ] as const) {
      const { status, headers, body } = await call(method, path);
      expect([method, path, status]).toEqual([method, path, 401]);
      expect(headers.get('www-authenticate')).toStartWith('ApiKey ');
      expect(headers.get('proxy-status')).toBe('matinee; error=http_request_denied');
      expect(body).toMatchObject({ title: 'Unauthorized', request_id: headers.get('x-request-id') });
    }
    expect((await call('GET', '/api/movies', undefined, as('mk_other'))).status).toBe(401);
    expect((await call('GET', '/health')).status).toBe(200);
    expect(upstream.received()).toBe('');
  });

  test('a key does what its scopes say, and goes no further than the gateway', async () => {
    const call = start({ apiKeys });
    expect((await call('GET', '/api/movies/1', undefined, as(reader))).status).toBe(200);
    expect(upstream.received()).not.toMatch(/api-key|mk_reader/i);
    const refused = await call('DELETE', '/api/movies', undefined, as(reader));
    expect([refused.status, (refused.body as { detail: string }).detail]).toEqual([
      403,
      'This request needs an API key with the scope movies:write.',
    ]);
    for (const path of ['/api/movies/../billing', '/api/movies/%2e%2e/billing', '/api/billing/']) {
      expect([path, (await call('POST', path, {}, as(reader))).status]).toEqual([path, 403]);
    }
    expect((await call('DELETE', '/api/movies', undefined, as(writer))).status).toBe(200);
    expect((await call('GET', '/api/billing/1', undefined, as(writer))).status).toBe(403);
    // A part that is percent-encoded without need is another path, here and in the services.
    expect((await call('GET', '/api/movie%73', undefined, as(reader))).status).toBe(404);
  });

  test('only a key with tokens:delegate names the person of a request, and needs tokens besides', async () => {
    const [bot, plain, bare] = ['mk_bot', 'mk_plain', 'mk_bare'];
    const keys = `bot:${hashKey(bot)}:tokens+tokens:delegate,plain:${hashKey(plain)}:tokens,bare:${hashKey(bare)}:tokens:delegate`;
    const call = start({ apiKeys: keys });
    const person = { 'x-on-behalf-of': 'telegram:12345' };
    const forwardedPerson = () => parseMessage(upstream.received()).fields['x-on-behalf-of'];
    expect((await call('GET', '/api/tokens/x', undefined, { ...as(bot), ...person })).status).toBe(200);
    expect(forwardedPerson()).toBe('telegram:12345');
    for (const fields of [as(bot), { ...as(plain), ...person }]) {
      upstream.reply(ok);
      expect((await call('GET', '/api/tokens/x', undefined, fields)).status).toBe(200);
      expect(forwardedPerson()).toBeUndefined();
    }
    expect((await call('GET', '/api/tokens/x', undefined, { ...as(bare), ...person })).status).toBe(403);
    gateway?.stop();
    await start()('GET', '/api/tokens/x', undefined, { ...as(bot), ...person });
    expect(upstream.received()).not.toMatch(/on-behalf-of/i);
  });

  test('a key given twice is refused, in a request and in the settings', async () => {
    start({ apiKeys });
    const back = await exchangeRaw(
      gateway?.port ?? 0,
      `GET /api/movies HTTP/1.1\r\nHost: gw\r\nConnection: close\r\nX-API-Key: ${reader}\r\nx-api-key: ${reader}\r\n\r\n`,
    );
    expect(back).toStartWith('HTTP/1.1 400 ');
    expect(() => parseApiKeys(`${apiKeys},again:${hashKey(reader)}:tokens`)).toThrow('one key is given twice');
  });

  test('keys change without a restart; a name may have an old one and a new one', async () => {
    const call = start({ apiKeys });
    gateway?.useKeys(`reader:${hashKey(reader)}:movies:read,reader:${hashKey('mk_new')}:movies:read`);
    for (const key of [reader, 'mk_new']) expect((await call('GET', '/api/movies', undefined, as(key))).status).toBe(200);
    gateway?.useKeys(`reader:${hashKey('mk_new')}:movies:read`);
    expect((await call('GET', '/api/movies', undefined, as(reader))).status).toBe(401);
    expect((await call('GET', '/api/movies', undefined, as('mk_new'))).status).toBe(200);
  });

  test('settings that are no keys are named, and no hash with them', () => {
    for (const [setting, fault] of [
      ['x', 'entry 1 is not of the form'],
      [`a:${hashKey('a')}:movies:read,b:123:tokens`, 'entry 2 is not of the form'],
      [`a:${hashKey('a')}:movies:all`, '"movies:all" of a is none of the scopes movies:read'],
    ] as const) {
      expect(() => parseApiKeys(setting)).toThrow(fault);
    }
  });

  test('`./matinee api-key new` prints a key once, and the line that lets it in', async () => {
    const made = async () =>
      await run(['bun', 'gateway/api-keys/cli.ts', 'new', '--name', 'web', '--scopes', 'movies:read,tokens']);
    const [, key = ''] = /^ {2}(mk_[\w-]{43})$/m.exec(await made()) ?? [];
    const out = await made();
    const [, other = ''] = /^ {2}(mk_[\w-]{43})$/m.exec(out) ?? [];
    expect(other).not.toBe(key);
    const setting = /^API_KEYS=(.+)$/m.exec(out)?.[1] ?? '';
    expect(setting).not.toContain(other);
    const call = start({ apiKeys: setting });
    expect((await call('GET', '/api/movies', undefined, as(other))).status).toBe(200);
    expect((await call('GET', '/api/movies', undefined, as(key))).status).toBe(401);
    expect(run(['bun', 'gateway/api-keys/cli.ts', 'new', '--name', 'web', '--scopes', 'all'])).rejects.toThrow(
      'none of the scopes',
    );
    expect(run(['bun', 'gateway/api-keys/cli.ts', 'new'])).rejects.toThrow('Usage');
  });
});

describe('throttling', () => {
  test('counts each key and each class of route for itself, and says so in the fields of the draft', async () => {
    const call = start({ apiKeys, rateLimit: '3/60,movies:write=1/60' });
    const first = await call('GET', '/api/movies', undefined, as(reader));
    expect(first.headers.get('ratelimit-policy')).toBe('"movies:read";q=3;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"movies:read";r=2;t=(?:60|59)$/);
    for (let i = 0; i < 2; i++) expect((await call('GET', '/api/movies', undefined, as(reader))).status).toBe(200);
    const asked = upstream.received().length;
    const refused = await call('GET', '/api/movies', undefined, as(reader));
    expect([refused.status, refused.headers.get('ratelimit')]).toEqual([429, expect.stringMatching(/^"movies:read";r=0;t=\d+$/)]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.body).toMatchObject({ title: 'Too Many Requests' });
    expect(upstream.received().length).toBe(asked);
    // Another key, and another class.
    expect((await call('GET', '/api/movies', undefined, as(writer))).status).toBe(200);
    expect((await call('POST', '/api/movies', {}, as(writer))).status).toBe(200);
    expect((await call('POST', '/api/movies', {}, as(writer))).status).toBe(429);
    expect((await call('GET', '/api/movies', undefined, as(writer))).status).toBe(200);
    // Paths outside the API are not counted.
    for (let i = 0; i < 5; i++) expect((await call('GET', '/health/live')).status).toBe(200);
  });

  test('counts clients without a key by their address, which only a trusted proxy may name', async () => {
    const call = start({ rateLimit: '2/60' });
    const ask = (address: string) => call('GET', '/api/movies', undefined, { 'x-forwarded-for': address });
    expect([(await ask('1.1.1.1')).status, (await ask('2.2.2.2')).status, (await ask('3.3.3.3')).status]).toEqual([
      200, 200, 429,
    ]);
    gateway?.stop();
    const behind = start({ rateLimit: '2/60', trustedProxies: '127.0.0.1' });
    const via = async (address: string) => (await behind('GET', '/api/movies', undefined, { 'x-forwarded-for': address })).status;
    expect([await via('1.1.1.1'), await via('2.2.2.2'), await via('3.3.3.3')]).toEqual([200, 200, 200]);
    // The last address is the one that the proxy has seen; those before it the client may have made up.
    expect([await via('9.9.9.9, 1.1.1.1'), await via('8.8.8.8, 1.1.1.1')]).toEqual([200, 429]);
    expect([countedAs('2001:db8:1:2:3:4:5:6'), countedAs('::ffff:10.0.0.1')]).toEqual(['2001:db8:1:2::/64', '10.0.0.1']);
  });

  test('keys that are none are counted by address, so that they cannot be tried out at will', async () => {
    const call = start({ apiKeys, rateLimit: '2/60' });
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await call('GET', '/api/movies', undefined, as(`mk_${i}`))).status);
    expect(statuses).toEqual([401, 401, 429, 429]);
    expect((await call('GET', '/api/movies', undefined, as(reader))).status).toBe(200);
  });

  test('a store that does not answer lets requests pass', async () => {
    const call = start({ rateLimit: '1/60', store: 'redis://127.0.0.1:1' });
    for (let i = 0; i < 3; i++) expect((await call('GET', '/api/movies')).status).toBe(200);
  });

  test('settings that are no limits are named', () => {
    for (const setting of ['x', '0/60', '10/0', 'movies=1/1', 'tokens:delegate=1/1', '1/1/1'])
      expect(() => parseLimits(setting)).toThrow(`"${setting.split('=')[0]}`);
    expect(parseLimits('')).toEqual(new Map());
    expect([...parseLimits('1/1').keys()]).toEqual([
      'movies:read',
      'movies:write',
      'billing:write',
      'billing:read',
      'tokens',
      'api',
    ]);
  });
});

describe('CORS', () => {
  const origin = 'https://app.example';

  test('is off by default', async () => {
    const call = start();
    const { headers } = await call('GET', '/api/movies', undefined, { origin });
    expect(headers.get('access-control-allow-origin')).toBeNull();
    await call('OPTIONS', '/api/movies', undefined, { origin, 'access-control-request-method': 'PUT' });
    expect(upstream.received()).toContain('OPTIONS /api/movies');
  });

  test('leaves an OPTIONS that is no preflight to the upstream, and keeps the Vary of the upstream', async () => {
    const call = start({ corsOrigins: origin });
    upstream.reply(ok.replace('\r\n', '\r\nVary: Accept\r\n'));
    expect((await call('OPTIONS', '/api/movies', undefined, { origin })).status).toBe(200);
    expect(upstream.received()).toContain('OPTIONS /api/movies');
    expect((await call('GET', '/api/movies', undefined, { origin })).headers.get('vary')).toBe('Accept, Origin');
  });

  test('lets the origins in that are set, and answers their preflights itself, key or not', async () => {
    const call = start({ corsOrigins: `${origin},http://localhost:5173`, apiKeys });
    const preflight = await call('OPTIONS', '/api/movies/1', undefined, { origin, 'access-control-request-method': 'PUT' });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, origin]);
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('X-API-Key');
    const answer = await call('GET', '/api/movies', undefined, { origin, ...as(reader) });
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    expect(answer.headers.get('access-control-expose-headers')).toContain('ETag');
    expect(answer.headers.get('vary')).toBe('Origin');
    const stranger = await call('GET', '/api/movies', undefined, { origin: 'https://evil.example', ...as(reader) });
    expect([stranger.headers.get('access-control-allow-origin'), stranger.headers.get('vary')]).toEqual([null, 'Origin']);
    // An error can be read by the page as well.
    expect((await call('GET', '/api/movies', undefined, { origin })).headers.get('access-control-allow-origin')).toBe(origin);
  });

  test('a setting that is no origin is named', () => {
    for (const setting of ['app.example', 'https://app.example/', 'null']) expect(() => parseOrigins(setting)).toThrow(setting);
  });
});

test("every answer of the gateway's own tells browsers to be strict", async () => {
  const call = start();
  for (const path of ['/', '/health', '/metadata', '/swagger', '/swagger/json', '/nothing', '/api/nothing', '/api/billing']) {
    const { headers } = await call('GET', path);
    expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff']);
    expect([path, headers.get('content-security-policy')]).toEqual([
      path,
      expect.stringMatching(/^default-src '(?:none|self)';.*frame-ancestors 'none'/),
    ]);
    expect([path, headers.get('referrer-policy')]).toEqual([path, 'no-referrer']);
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe/);
  }
});

test('a request without a key, or beyond a limit, is refused before its body is read', async () => {
  const call = start({ apiKeys, rateLimit: 'movies:write=1/60' });
  const head = 'POST /api/movies HTTP/1.1\r\nHost: gw\r\nContent-Length: 1000000\r\n';
  const refused = async (fields: string, status: number) => {
    const connection = await connectRaw(gateway?.port ?? 0);
    connection.write(`${head}${fields}\r\n`);
    await connection.expect(new RegExp(`^HTTP/1\\.1 ${status} `));
    connection.leave();
  };
  await refused('', 401);
  await refused(`X-API-Key: ${reader}\r\n`, 403);
  expect((await call('POST', '/api/movies', {}, as(writer))).status).toBe(200);
  await refused(`X-API-Key: ${writer}\r\n`, 429);
});

test('a method that no route of the gateway has is a 405, and goes to the upstream where there is one', async () => {
  start();
  for (const [line, status] of [
    ['PROPFIND /metadata', 405],
    ['PROPFIND /nothing', 404],
    ['PROPFIND /api/billing', 405],
    ['PROPFIND /api/movies', 200],
    ['TRACE /api/movies', 405],
    ['CONNECT evil:443', 405],
    ['CONNECT /api/movies', 405],
  ] as const) {
    upstream.reply(ok);
    const back = await exchangeRaw(gateway?.port ?? 0, `${line} HTTP/1.1\r\nHost: gw\r\nConnection: close\r\n\r\n`);
    expect([line, Number(back.split(' ')[1])]).toEqual([line, status]);
    expect([line, status === 405, 'allow' in parseMessage(back).fields]).toEqual([line, status === 405, status === 405]);
    expect([line, upstream.received() === '']).toEqual([line, status !== 200]);
    // OPTIONS is answered as a preflight only.
    expect([line, String(parseMessage(back).fields.allow)]).toEqual([line, expect.not.stringContaining('OPTIONS')]);
  }
});

test('HEAD is GET without its body, but for its length', async () => {
  start();
  for (const path of ['/metadata', '/', '/health/live', '/swagger']) {
    const ask = (method: string) =>
      exchangeRaw(gateway?.port ?? 0, `${method} ${path} HTTP/1.1\r\nHost: gw\r\nConnection: close\r\n\r\n`);
    const [head, whole] = [parseMessage(await ask('HEAD')), parseMessage(await ask('GET'))];
    expect([path, head.start, head.body]).toEqual([path, 'HTTP/1.1 200 OK', '']);
    expect([path, head.fields['content-length']]).toEqual([path, whole.fields['content-length']]);
  }
});

test('every path answers under any valid Host, also a very short one', async () => {
  start();
  for (const path of ['/', '/health/live', '/metadata/', '/api/movies', '/api/movies/', '/swagger', '/swagger/json']) {
    for (const host of ['gw', 'a..b', 'g', '[::1]:3000']) {
      const back = await exchangeRaw(gateway?.port ?? 0, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect([path, host, back.split('\r\n')[0]]).toEqual([path, host, 'HTTP/1.1 200 OK']);
    }
  }
});

test('a probe without a Host learns that the gateway lives', async () => {
  start();
  expect(await exchangeRaw(gateway?.port ?? 0, 'GET /health/live HTTP/1.0\r\n\r\n')).toMatch(
    /^HTTP\/1\.[01] 200 .*x-request-id/s,
  );
});

test('a fault that nobody has thought of is a 500 without a word about it', async () => {
  start({ orders: { place: () => Promise.reject(new Error('secret')), status: () => Promise.reject(new Error('secret')) } });
  const call = client(gateway?.url ?? '');
  for (const answer of [
    await call('GET', '/api/billing/1'),
    await call('POST', '/api/billing', { user_id: '1', number_of_items: 1, total_amount: 1 }),
  ]) {
    expect([answer.status, answer.headers.get('content-type')]).toEqual([500, 'application/problem+json']);
    expect(answer.text).not.toMatch(/secret|\.ts|node_modules/);
  }
});

test('what is no proxy is named', () => {
  for (const entry of ['10.0.0', '10.0.0.0/33', 'proxy.example']) expect(() => trustProxies(entry)).toThrow(entry);
});
