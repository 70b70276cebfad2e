import { afterAll, beforeAll, expect, test } from 'bun:test';
import { createServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createLog } from '@matinee/runtime/log';
import { client } from '@matinee/testing/http';
import { until } from '@matinee/testing/wait';
import { createApp } from './app.ts';
import { createForward } from './forward.ts';
import { createMetadata } from './metadata.ts';

// An upstream that records the bytes it gets and answers the bytes that a test gives it.
let upstream: Server;
let received = '';
let open = 0;
let answer: (socket: Socket) => void = () => {};
const ok = (body = 'ok', headers = '') =>
  `HTTP/1.1 200 OK\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const replyWith = (bytes: string | Buffer) => {
  received = '';
  answer = (socket) => void socket.write(bytes);
};

const notCalled = () => Promise.reject(new Error('not part of these tests'));
const apps: ReturnType<typeof createApp>[] = [];
const startGateway = (origin: string) => {
  const log = createLog('test', 'silent');
  const app = createApp({
    log,
    metadata: createMetadata('test'),
    checks: {},
    forward: createForward({ origin, timeoutMs: 400, log }),
    orders: { place: notCalled, status: notCalled },
    tokens: { forward: notCalled, forwardWaiting: notCalled, stopping: new AbortController().signal },
  });
  apps.push(app.listen({ port: 0, hostname: '127.0.0.1' }));
  return `http://127.0.0.1:${app.server?.port}`;
};

let gateway: string;
let call: ReturnType<typeof client>;

beforeAll(async () => {
  upstream = createServer((socket) => {
    open += 1;
    socket.on('close', () => {
      open -= 1;
    });
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (isComplete()) answer(socket);
    });
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  gateway = startGateway(`http://127.0.0.1:${(upstream.address() as { port: number }).port}`);
  call = client(gateway);
});

afterAll(async () => {
  await Promise.all(apps.map((app) => app.stop(true)));
  upstream.close();
});

const sent = () => {
  const [head = '', body = ''] = received.split('\r\n\r\n', 2);
  const [requestLine = '', ...fields] = head.split('\r\n');
  const headers = new Headers(
    fields.map((field): [string, string] => [field.slice(0, field.indexOf(':')), field.slice(field.indexOf(':') + 1)]),
  );
  return { requestLine, headers, body };
};

const isComplete = () => {
  if (!received.includes('\r\n\r\n')) return false;
  const { headers, body } = sent();
  return headers.has('transfer-encoding') ? body.endsWith('0') : body.length >= Number(headers.get('content-length') ?? 0);
};

/** Sends a request as bytes, for what a well-behaved client would not send; answers all that came back. */
const raw = (bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let back = '';
    Bun.connect({
      hostname: '127.0.0.1',
      port: Number(new URL(gateway).port),
      socket: {
        open: (socket) => void socket.write(bytes),
        data: (socket, chunk) => {
          back += chunk.toString('latin1');
          if (back.includes('\r\n\r\n')) {
            socket.end();
            resolve(back);
          }
        },
        close: () => resolve(back),
        connectError: (_, error) => reject(error),
      },
    });
  });

test('method, path, query and body arrive as they were sent', async () => {
  for (const [method, path] of [
    ['GET', '/api/movies'],
    ['GET', '/api/movies/'],
    ['GET', '/api/movies?title=a%20b+c&title=&x'],
    ['PUT', '/api/movies/7%2F8?q=%e2%82%ac'],
    ['DELETE', '/api/movies/a//b'],
    ['PATCH', '/api/movies/1?a=1&a=2'],
    ['OPTIONS', '/api/movies/1'],
  ] as const) {
    replyWith(ok());
    const body = method === 'PUT' || method === 'PATCH' ? '{ "spaces" :  1 }' : undefined;
    expect((await call(method, path, body)).text).toBe('ok');
    expect(sent().requestLine).toBe(`${method} ${path} HTTP/1.1`);
    if (body) expect(received).toContain(body);
  }
});

test('status, fields and body come back as they were answered, several Set-Cookie too', async () => {
  replyWith(
    'HTTP/1.1 418 Short And Stout\r\nSet-Cookie: a=1; Path=/\r\nSet-Cookie: b=2\r\nX-Odd: yes\r\nContent-Length: 3\r\n\r\ntea',
  );
  const { status, headers, text } = await call('GET', '/api/movies');
  expect([status, text, headers.get('x-odd'), headers.getSetCookie()]).toEqual([418, 'tea', 'yes', ['a=1; Path=/', 'b=2']]);
});

test('a redirect is handed to the client, not followed', async () => {
  replyWith('HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/elsewhere\r\nContent-Length: 0\r\n\r\n');
  const { status, headers } = await call('GET', '/api/movies/1');
  expect([status, headers.get('location')]).toEqual([302, 'http://127.0.0.1:1/elsewhere']);
});

test('a compressed answer stays compressed', async () => {
  const packed = gzipSync('packed');
  const head = `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${packed.length}\r\n\r\n`;
  replyWith(Buffer.concat([Buffer.from(head), packed]));
  const response = await fetch(`${gateway}/api/movies`, { decompress: false } as RequestInit);
  expect(response.headers.get('content-encoding')).toBe('gzip');
  expect(Buffer.from(await response.arrayBuffer()).equals(packed)).toBe(true);
});

test('204, 304 and the answer to HEAD have no body, and keep their fields', async () => {
  replyWith('HTTP/1.1 204 No Content\r\nX-A: 1\r\n\r\n');
  expect(await call('DELETE', '/api/movies/1').then(({ status, headers }) => [status, headers.get('x-a')])).toEqual([204, '1']);
  replyWith('HTTP/1.1 304 Not Modified\r\nETag: "3"\r\n\r\n');
  expect(await call('GET', '/api/movies/1').then(({ status, headers }) => [status, headers.get('etag')])).toEqual([304, '"3"']);
  replyWith('HTTP/1.1 200 OK\r\nContent-Length: 12345\r\n\r\n');
  expect(await call('HEAD', '/api/movies/1').then(({ headers }) => headers.get('content-length'))).toBe('12345');
  expect(sent().requestLine).toBe('HEAD /api/movies/1 HTTP/1.1');
});

test('fields that speak of one hop are dropped both ways, those that Connection names too', async () => {
  replyWith(ok('ok', 'Connection: X-Private\r\nX-Private: 1\r\nKeep-Alive: timeout=5\r\nX-Public: 1\r\n'));
  const back = await raw(
    'GET /api/movies HTTP/1.1\r\nHost: gw\r\nConnection: keep-alive, X-Secret\r\nX-Secret: 1\r\nTE: trailers\r\nUpgrade: h2c\r\nProxy-Authorization: Basic x\r\nX-Kept: 1\r\n\r\n',
  );
  for (const name of ['x-secret', 'te', 'upgrade', 'proxy-authorization'])
    expect([name, sent().headers.get(name)]).toEqual([name, null]);
  expect(sent().headers.get('x-kept')).toBe('1');
  expect(back).toMatch(/x-public: 1/i);
  expect(back).not.toMatch(/x-private|timeout=5/i);
});

test('inventory learns who asked: forwarded fields, and the request id that the client sees', async () => {
  replyWith(ok());
  const { headers } = await call('GET', '/api/movies', undefined, { 'x-forwarded-for': '8.8.8.8', 'x-request-id': 'abc' });
  expect(sent().headers.get('x-forwarded-for')).toBe('127.0.0.1');
  expect(sent().headers.get('x-forwarded-host')).toBe(new URL(gateway).host);
  expect(sent().headers.get('x-request-id')).toBe('abc');
  expect(headers.get('x-request-id')).toBe('abc');
});

test('a path cannot leave the part that is forwarded, nor name another host', async () => {
  replyWith(ok());
  for (const path of [
    '/api/movies/../../health',
    '/api/movies/%2e%2e/%2e%2e/health',
    '/api/movies/..\\..\\health',
    '//evil.example/api/movies',
  ]) {
    await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect([path, received]).toEqual([path, '']);
  }
});

test('an answer that is still being made reaches the client as it comes', async () => {
  let finish = () => {};
  received = '';
  answer = (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n');
    finish = () => void socket.write('6\r\nsecond\r\n0\r\n\r\n');
  };
  const response = await fetch(`${gateway}/api/movies`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toBe('first');
  // Longer than an answer may take to begin: that limit must not cut one that has begun.
  await Bun.sleep(600);
  finish();
  expect((await reader?.read())?.value).toBe('second');
});

test('a body that is still being sent reaches inventory as it comes', async () => {
  replyWith(ok());
  const { readable, writable } = new TransformStream<Uint8Array>();
  const writer = writable.getWriter();
  const response = fetch(`${gateway}/api/movies`, { method: 'POST', body: readable });
  await writer.write(new TextEncoder().encode('first'));
  await until('the first part', () => received.includes('first'));
  await writer.write(new TextEncoder().encode('second'));
  await writer.close();
  expect(await (await response).text()).toBe('ok');
  expect(received).toContain('second');
});

test('when the client leaves, the upstream is let go', async () => {
  received = '';
  answer = () => {};
  const leave = new AbortController();
  const response = fetch(`${gateway}/api/movies/slow`, { signal: leave.signal }).catch(() => 'left');
  await until('the request upstream', () => received.includes('/api/movies/slow'));
  const before = open;
  leave.abort();
  expect(await response).toBe('left');
  await until('the upstream connection closed', () => open < before, 0.3);
});

test('an upstream that does not begin to answer is a 504', async () => {
  received = '';
  answer = () => {};
  const { status, body } = await call('GET', '/api/movies');
  expect(status).toBe(504);
  expect(body).toMatchObject({ title: 'Gateway Timeout', instance: '/api/movies' });
});

test('an upstream that breaks off is a 502, one that is away a 503 with Retry-After', async () => {
  received = '';
  answer = (socket) => socket.destroy();
  expect((await call('POST', '/api/movies', '{}')).status).toBe(502);
  replyWith('this is no HTTP\r\n\r\n');
  expect((await call('GET', '/api/movies')).status).toBe(502);
  const away = await client(startGateway('http://127.0.0.1:1'))('GET', '/api/movies');
  expect([away.status, away.headers.get('retry-after')]).toEqual([503, '2']);
  expect(away.headers.get('content-type')).toBe('application/problem+json');
  expect(away.text).not.toContain('127.0.0.1');
});

test('every path answers under a Host of two characters', async () => {
  replyWith(ok());
  for (const path of [
    '/',
    '/health/live',
    '/metadata/',
    '/api/movies',
    '/api/movies/',
    '/api/movies/1',
    '/swagger',
    '/swagger/json',
  ]) {
    expect([path, (await raw(`GET ${path} HTTP/1.1\r\nHost: gw\r\n\r\n`)).split('\r\n')[0]]).toEqual([path, 'HTTP/1.1 200 OK']);
    received = '';
  }
});
