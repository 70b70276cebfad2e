// Forwarding is exact: what a client sends is what the upstream gets, byte by byte, and the other way. The upstream here is a TCP server that
// records what it is sent; the client writes bytes as well.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { connectRaw, exchangeRaw, type RawUpstream, startRawUpstream } from '@matinee/testing/raw-http';
import { until } from '@matinee/testing/wait';
import { startGateway } from './harness.ts';

let upstream: RawUpstream;
let gateway: ReturnType<typeof startGateway>;

beforeAll(async () => {
  upstream = await startRawUpstream();
  gateway = startGateway({ upstreamPort: upstream.port });
});

afterAll(() => {
  gateway.stop();
  upstream.close();
});

const ok = (body = 'ok', fields = '') => `HTTP/1.1 200 OK\r\n${fields}Content-Length: ${body.length}\r\n\r\n${body}`;
const request = (line: string, fields = '', body = '') =>
  `${line} HTTP/1.1\r\nHost: gw\r\nConnection: close\r\n${fields}\r\n${body}`;
const send = (line: string, fields = '', body = '') => exchangeRaw(gateway.port, request(line, fields, body));
const linesOf = (message: string) => (message.split('\r\n\r\n')[0] ?? '').split('\r\n');
const bodyOf = (message: string) => message.slice(message.indexOf('\r\n\r\n') + 4);

// What the gateway adds to a request and to an answer.
const own = /^(?:host|x-forwarded-(?:for|proto|host)|x-request-id|traceparent|via|connection): /i;

/** What the upstream got: the request line, the client's own fields in their order and spelling, and the body. */
const forwarded = () => {
  const [line, ...fields] = linesOf(upstream.received());
  return { line, fields: fields.filter((field) => !own.test(field)), body: bodyOf(upstream.received()) };
};

describe('the request line goes on as it came', () => {
  for (const line of [
    'GET /api/movies',
    'GET /api/movies/',
    'HEAD /api/movies/1',
    'POST /api/movies',
    'PUT /api/movies/1',
    'PATCH /api/movies/1',
    'DELETE /api/movies/1',
    'OPTIONS /api/movies/1',
    'PROPFIND /api/movies/1',
    'M-SEARCH /api/movies',
    'GET /api/movies//a///b//',
    'GET /api/movies/a/./b/../c',
    'GET /api/movies/%7e%7E%41%2F%2f%25',
    'GET /api/movies/%e2%82%ac/caf\xe9/\xff',
    'GET /api/movies/a;b=c,d!$&\'()*+@:~"<>`|^{}[]',
    'GET /api/movies?',
    'GET /api/movies?title=',
    'GET /api/movies?title=a%20b+c&title=&title=a%20b+c&x&=&&y==1?2/3',
    'GET /api/movies?x=../../y&z=%00',
    'GET /api/movies?q=\xe4\xf6\xfc',
    `GET /api/movies?${'long=1&'.repeat(1000)}`,
  ]) {
    test(line.slice(0, 60), async () => {
      upstream.reply(ok());
      expect(linesOf(await send(line))[0]).toBe('HTTP/1.1 200 OK');
      expect(forwarded().line).toBe(`${line} HTTP/1.1`);
    });
  }

  test('a target in absolute form is forwarded as its path, and its host is nowhere gone to', async () => {
    upstream.reply(ok());
    await send('GET http://evil.example/api/movies/1?x=1');
    expect(forwarded().line).toBe('GET /api/movies/1?x=1 HTTP/1.1');
    expect(upstream.received()).toContain(`\r\nHost: 127.0.0.1:${upstream.port}\r\n`);
  });

  test('HTTP/1.0 is answered without chunks, and the connection closed', async () => {
    upstream.reply('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n');
    const back = await exchangeRaw(gateway.port, 'GET /api/movies HTTP/1.0\r\n\r\n');
    expect([bodyOf(back), /transfer-encoding/i.test(back)]).toEqual(['ok', false]);
  });
});

test('a path cannot leave the part that is forwarded, nor name another host', async () => {
  upstream.reply(ok());
  for (const path of [
    '/api/movies/../../health',
    '/api/movies/%2e%2e/%2E./health',
    '/api/movies/..\\..\\health',
    '/api/moviesx',
    '/api//movies',
    '/API/movies',
    '//evil.example/api/movies',
    '/',
  ]) {
    await send(`GET ${path}`);
    expect([path, upstream.received()]).toEqual([path, '']);
  }
});

test('a path that is only another way to write one of the API is forwarded as that', async () => {
  for (const path of ['/health/../api/movies/1', '/api/%6dovies/1', '/api/./movies/1']) {
    upstream.reply(ok());
    await send(`GET ${path}?a=%41`);
    expect([path, forwarded().line]).toEqual([path, 'GET /api/movies/1?a=%41 HTTP/1.1']);
  }
});

describe('request fields', () => {
  test('go on in their order and spelling, byte by byte, repeated, empty and non-ASCII ones too', async () => {
    const fields = [
      'X-One: 1',
      'x-two:  two ',
      'X-One: 3',
      'Cookie: a=1',
      'Cookie: b=2',
      'X-Empty:',
      'X-Latin: caf\xe9 \xc3\xa9\xa0',
    ];
    upstream.reply(ok());
    await send('GET /api/movies', `${fields.join('\r\n')}\r\n`);
    expect(forwarded().fields).toEqual(fields);
  });

  test('that speak of one hop stay here, and those that Connection names', async () => {
    upstream.reply(ok());
    const back = await exchangeRaw(
      gateway.port,
      'POST /api/movies HTTP/1.1\r\nHost: gw\r\nConnection: close, X-Secret, , content-length\r\nX-Secret: 1\r\nTE: trailers\r\nTrailer: X-T\r\nUpgrade: h2c\r\nKeep-Alive: 1\r\nProxy-Authorization: Basic x\r\nProxy-Connection: x\r\nExpect: x\r\nX-API-Key: secret\r\nX-Kept: 1\r\nContent-Length: 2\r\n\r\nab',
    );
    expect(linesOf(back)[0]).toBe('HTTP/1.1 200 OK');
    expect(forwarded()).toEqual({ line: 'POST /api/movies HTTP/1.1', fields: ['X-Kept: 1', 'Content-Length: 2'], body: 'ab' });
  });

  test('tell who asked: the address, the host, the way here, the request and its trace', async () => {
    upstream.reply(ok());
    const trace = '0af7651916cd43dd8448eb211c80319c';
    const given = `X-Forwarded-For: 8.8.8.8\r\nX-Forwarded-Host: evil\r\nX-Forwarded-Proto: https\r\nForwarded: for=8.8.8.8\r\nX-Real-IP: 8.8.8.8\r\nVia: 1.0 before\r\n`;
    const back = await send(
      'GET /api/movies',
      `${given}X-Request-Id: abc\r\ntraceparent: 00-${trace}-b7ad6b7169203331-00\r\ntracestate: a=1\r\n`,
    );
    const lines = linesOf(upstream.received());
    for (const line of [
      'X-Forwarded-For: 127.0.0.1',
      'X-Forwarded-Proto: http',
      'X-Forwarded-Host: gw',
      'X-Request-Id: abc',
      'Via: 1.0 before',
      'Via: 1.1 matinee',
      'tracestate: a=1',
    ])
      expect(lines).toContain(line);
    expect(upstream.received()).not.toMatch(/8\.8\.8\.8|evil|Forwarded-Proto: https/);
    const span = lines.find((line) => line.startsWith('traceparent: '));
    expect(span).toMatch(new RegExp(`^traceparent: 00-${trace}-(?!b7ad6b7169203331)[0-9a-f]{16}-00$`));
    expect(linesOf(back)).toContain('X-Request-Id: abc');
  });

  test('an id or a trace that is not sane is replaced', async () => {
    for (const fields of [
      'X-Request-Id: a b\r\ntraceparent: nonsense\r\n',
      'X-Request-Id: \r\n',
      `X-Request-Id: ${'x'.repeat(129)}\r\n`,
    ]) {
      upstream.reply(ok());
      await send('GET /api/movies', fields);
      expect(upstream.received()).toMatch(/\r\nX-Request-Id: [0-9a-f-]{36}\r\ntraceparent: 00-[0-9a-f]{32}-[0-9a-f]{16}-01\r\n/);
    }
  });

  test('of proxies are believed when the proxy is trusted', async () => {
    const behind = startGateway({ upstreamPort: upstream.port, trustedProxies: '10.0.0.0/8,127.0.0.1' });
    upstream.reply(ok());
    await exchangeRaw(
      behind.port,
      request(
        'GET /api/movies',
        'X-Forwarded-For: 1.2.3.4, 10.1.1.1\r\nX-Forwarded-Host: api.example\r\nX-Forwarded-Proto: https\r\n',
      ),
    );
    const lines = linesOf(upstream.received());
    for (const line of [
      'X-Forwarded-For: 1.2.3.4, 10.1.1.1, 127.0.0.1',
      'X-Forwarded-Proto: https',
      'X-Forwarded-Host: api.example',
    ])
      expect(lines).toContain(line);
    behind.stop();
  });
});

describe('request bodies', () => {
  for (const [name, fields, body, arrives] of [
    ['sized', 'Content-Length: 5\r\n', 'he\0\xff\n', 'he\0\xff\n'],
    ['sized, empty', 'Content-Length: 0\r\n', '', ''],
    ['none', '', '', ''],
    [
      'chunked',
      'Transfer-Encoding: chunked\r\n',
      '5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n',
      '5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n',
    ],
    ['chunked, empty', 'Transfer-Encoding: chunked\r\n', '0\r\n\r\n', '0\r\n\r\n'],
    [
      'chunked, with extensions and trailers, which are dropped',
      'Transfer-Encoding: Chunked\r\n',
      '5;a="b"\r\nhello\r\n0000;x\r\nX-T: 1\r\nX-U: 2\r\n\r\n',
      '5\r\nhello\r\n0\r\n\r\n',
    ],
  ] as const) {
    test(name, async () => {
      upstream.reply(ok());
      expect(linesOf(await send('POST /api/movies', fields, body))[0]).toBe('HTTP/1.1 200 OK');
      expect(forwarded().body).toBe(arrives);
      expect(forwarded().fields).toEqual(fields === '' ? [] : [fields.trim().replace('Chunked', 'chunked')]);
    });
  }

  test('that come byte by byte arrive whole', async () => {
    upstream.reply(ok());
    const client = await connectRaw(gateway.port);
    for (const byte of request('POST /api/movies', 'Transfer-Encoding: chunked\r\n', '3\r\nabc\r\n0\r\nT: 1\r\n\r\n')) {
      client.write(byte);
      await Bun.sleep(0);
    }
    expect(bodyOf(await client.closed())).toBe('ok');
    expect(forwarded().body.replace(/1\r\n(.)\r\n/g, '$1')).toMatch(/abc/);
  });

  test('that wait to be asked for (Expect) are asked for', async () => {
    upstream.reply(ok());
    const client = await connectRaw(gateway.port);
    client.write(request('POST /api/movies', 'Expect: 100-continue\r\nContent-Length: 3\r\n'));
    await client.expect(/^HTTP\/1.1 100 Continue\r\n\r\n$/);
    client.write('abc');
    await client.expect(/HTTP\/1.1 200 OK/);
    expect(forwarded()).toEqual({ line: 'POST /api/movies HTTP/1.1', fields: ['Content-Length: 3'], body: 'abc' });
    client.leave();
  });

  test('reach the upstream as they come', async () => {
    upstream.reply(ok());
    const client = await connectRaw(gateway.port);
    client.write(request('POST /api/movies', 'Content-Length: 10\r\n', 'first'));
    await until('the first part', () => upstream.received().endsWith('first'));
    client.write('again');
    expect(bodyOf(await client.closed())).toBe('ok');
  });
});

describe('answers come back as they were given', () => {
  const packed = (encoding: string, bytes: Buffer) =>
    [
      encoding,
      'GET',
      `HTTP/1.1 200 OK\r\nContent-Encoding: ${encoding}\r\nContent-Length: ${bytes.length}\r\n\r\n${bytes.toString('latin1')}`,
    ] as const;
  for (const [name, method, answer] of [
    ['sized', 'GET', ok('he\0\xff\n')],
    ['empty', 'GET', ok('')],
    ['a reason of its own', 'GET', 'HTTP/1.1 418 Short And Stout\r\nContent-Length: 3\r\n\r\ntea'],
    ['no reason', 'GET', 'HTTP/1.1 299 \r\nContent-Length: 0\r\n\r\n'],
    packed('gzip', gzipSync('packed')),
    packed('br', brotliCompressSync('packed')),
    packed('zstd', zstdCompressSync('packed')),
    ['HEAD', 'HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 12345\r\nContent-Type: x/y\r\n\r\n'],
    ['204', 'DELETE', 'HTTP/1.1 204 No Content\r\nX-A: 1\r\n\r\n'],
    [
      '206',
      'GET',
      'HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 2-4/9\r\nAccept-Ranges: bytes\r\nContent-Length: 3\r\n\r\ncde',
    ],
    [
      '206 multipart',
      'GET',
      'HTTP/1.1 206 Partial Content\r\nContent-Type: multipart/byteranges; boundary=B\r\nContent-Length: 5\r\n\r\n--B--',
    ],
    ['304', 'GET', 'HTTP/1.1 304 Not Modified\r\nETag: "3"\r\nContent-Length: 77\r\n\r\n'],
    ['301', 'GET', 'HTTP/1.1 301 Moved Permanently\r\nLocation: http://127.0.0.1:1/elsewhere\r\nContent-Length: 0\r\n\r\n'],
    ['307', 'POST', 'HTTP/1.1 307 Temporary Redirect\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n'],
    ['401 of the upstream', 'GET', 'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n'],
    ['503 of the upstream', 'GET', 'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\nContent-Length: 4\r\n\r\nbusy'],
    ['several Set-Cookie', 'GET', ok('', 'Set-Cookie: a=1; Path=/\r\nset-cookie: b=2\r\nSet-Cookie: a=3\r\n')],
    ['fields repeated, empty and non-ASCII', 'GET', ok('', 'X-A: 1\r\nX-Empty: \r\nx-a: 2\r\nX-Latin: caf\xe9 \xc3\xa9\r\n')],
    ['chunked', 'GET', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n'],
  ] as const) {
    test(name, async () => {
      upstream.reply(answer.replace('\r\n', '\r\nDate: Sat, 21 Nov 2026 07:00:00 GMT\r\n'));
      const back = await send(`${method} /api/movies`);
      const date = 'Date: Sat, 21 Nov 2026 07:00:00 GMT';
      expect(linesOf(back)[0]).toBe(linesOf(answer)[0] ?? '');
      expect(bodyOf(back)).toBe(bodyOf(answer));
      expect(
        linesOf(back)
          .slice(1)
          .filter((line) => !own.test(line)),
      ).toEqual([date, ...linesOf(answer).slice(1)]);
      expect(linesOf(back)).toContain('Via: 1.1 matinee');
    });
  }

  test('one that the connection ends is chunked to the client, and whole', async () => {
    upstream.reply((socket) => socket.end('HTTP/1.1 200 OK\r\nX-A: 1\r\n\r\nuntil the end'));
    const back = await send('GET /api/movies');
    expect(bodyOf(back)).toBe('d\r\nuntil the end\r\n0\r\n\r\n');
    expect(linesOf(back)).toContain('Transfer-Encoding: chunked');
  });

  test("the upstream's trailers and chunk extensions are dropped", async () => {
    upstream.reply('HTTP/1.1 200 OK\r\nTrailer: X-T\r\nTransfer-Encoding: chunked\r\n\r\n3;x=1\r\nabc\r\n0\r\nX-T: 1\r\n\r\n');
    const back = await send('GET /api/movies');
    expect([bodyOf(back), /trailer|x-t/i.test(back)]).toEqual(['3\r\nabc\r\n0\r\n\r\n', false]);
  });

  test('fields that speak of one hop stay here, and those that Connection names', async () => {
    upstream.reply(
      ok(
        'ok',
        'Connection: X-Private, keep-alive\r\nX-Private: 1\r\nKeep-Alive: timeout=5\r\nProxy-Authenticate: x\r\nUpgrade: h2c\r\nX-Public: 1\r\n',
      ),
    );
    const back = linesOf(await send('GET /api/movies')).slice(1);
    expect(back.filter((line) => !own.test(line) && !line.startsWith('Date'))).toEqual(['X-Public: 1', 'Content-Length: 2']);
  });

  test('103 goes before the answer, and 100 stays here', async () => {
    upstream.reply(
      `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\nConnection: x\r\n\r\n${ok()}`,
    );
    const back = await send('GET /api/movies');
    expect(back).toMatch(/^HTTP\/1.1 103 Early Hints\r\nLink: <\/a>; rel=preload\r\n\r\nHTTP\/1.1 200 OK\r\n/);
  });

  test('one that drips reaches the client as it comes, byte by byte', async () => {
    const bytes = ok('dripping', 'X-Slow: yes\r\n');
    let finish = () => {};
    upstream.reply(async (socket) => {
      for (const byte of bytes.slice(0, -4)) {
        socket.write(byte);
        await Bun.sleep(0);
      }
      finish = () => void socket.write(bytes.slice(-4));
    });
    const client = await connectRaw(gateway.port);
    client.write(request('GET /api/movies'));
    await client.expect(/\r\n\r\ndrip$/);
    finish();
    expect(bodyOf(await client.closed())).toBe('dripping');
  });

  test('requests that come at once on one connection are answered in their order', async () => {
    upstream.reply((socket, whole) => void socket.write(ok(/\/(\d+) HTTP/.exec(whole)?.[1] ?? '')));
    const client = await connectRaw(gateway.port);
    client.write(Array.from({ length: 20 }, (_, i) => `GET /api/movies/${i} HTTP/1.1\r\nHost: gw\r\n\r\n`).join(''));
    const back = await client.expect(/\r\n\r\n19$/);
    expect([...back.matchAll(/\r\n\r\n(\d+)/g)].map(([, id]) => Number(id))).toEqual(Array.from({ length: 20 }, (_, i) => i));
    client.leave();
  });
});
