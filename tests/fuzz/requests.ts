import type { Random } from '../support/random.ts';

// Valid HTTP, however odd.
const validLines = [
  'GET /api/movies/1 HTTP/1.1',
  'GET / HTTP/1.1',
  'GET /health HTTP/1.1',
  'GET /swagger/json HTTP/1.1',
  'GET /api/billing/x HTTP/1.1',
  'POST /api/billing HTTP/1.1',
  'POST /api/movies HTTP/1.1',
  'PUT /api/movies/1 HTTP/1.1',
  'DELETE /api/movies HTTP/1.1',
  'HEAD /api/movies HTTP/1.1',
  'OPTIONS * HTTP/1.1',
  'OPTIONS /api/movies HTTP/1.1',
  'TRACE / HTTP/1.1',
  'CONNECT evil:443 HTTP/1.1',
  'GET http://evil/api/movies HTTP/1.1',
  'GET //evil/../api/movies HTTP/1.1',
  'GET /api/movies/%2e%2e/%2e%2e/%2e%2e/etc/passwd HTTP/1.1',
  'GET /%61pi/%6dovies/%zz%%00 HTTP/1.1',
  'GET /api/movies?%ff=\xff&a[b]=c HTTP/1.1',
  'GET /api/movies HTTP/1.0',
];
const validFields = [
  'Transfer-Encoding: chunked',
  'Transfer-Encoding:\tchunked',
  'Transfer_Encoding: chunked',
  'Content-Length: 5',
  'Content-Length: 0',
  'Connection: close',
  'Connection: content-length, host, transfer-encoding',
  'Connection: upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Key: AAAA',
  'Expect: 100-continue',
  'Expect: something',
  'Content-Type: application/json',
  'Content-Type: text/plain',
  'Idempotency-Key: "a"b"',
  'Range: bytes=0-0,1-1,2-2',
  'X-API-Key: mk_x',
  'traceparent: 00-00000000000000000000000000000000-0000000000000000-00',
  'X-Forwarded-For: 1.2.3.4, ::1, nonsense',
  'Origin: null',
  'Access-Control-Request-Method: PUT',
  'Cookie: \xff\xfe',
];
// Invalid HTTP.
const malformedLines = [
  'GET /api/movies HTTP/2.0',
  'GET /api/movies HTTP/9',
  'GET /api/movies',
  'PRI * HTTP/2.0',
  ' GET / HTTP/1.1',
  'GET  / HTTP/1.1',
  'GET / HTTP/1.1 ',
  'G\0T / HTTP/1.1',
];
const malformedFields = [
  'Host: gw',
  'Host: evil, gw',
  'Host: ',
  'Host: a b',
  'Host: <script>',
  'Content-Length: -1',
  'Content-Length: +5',
  'Content-Length: 5, 5',
  'Content-Length: 99999999999999999999',
  'Content-Length: 0x5',
  'Transfer-Encoding: chunked, chunked',
  'Transfer-Encoding: gzip, chunked',
  'Transfer-Encoding: identity',
  'Transfer-Encoding : chunked',
  'Transfer-Encoding: xchunked',
  'X-Request-Id: \x01',
  ' folded: line',
  '\tX: y',
  'No colon at all',
  ': no name',
  'N\0me: value',
  'X-Bare: a\rb',
  'X-Line: a\nX-Injected: b',
];
const lines = [...validLines, ...malformedLines];
const fields = [...validFields, ...malformedFields];
const bodies = [
  '',
  'hello',
  '{"user_id":"3","number_of_items":"5","total_amount":"180"}',
  '{"user_id":"3","user_id":"4","number_of_items":1,"total_amount":1}',
  `{"user_id":${'['.repeat(5000)}`,
  `{"__proto__":{"a":1},"constructor":{},"user_id":1e999}`,
  '\xff\xfe{"a":1}',
  '5\r\nhello\r\n0\r\n\r\n',
  '5;ext="x"\r\nhello\r\n0\r\nTrailer: 1\r\n\r\n',
  'fffffffffffffffff\r\nhello',
  '-5\r\nhello\r\n0\r\n\r\n',
  '5\nhello\n0\n\n',
  '5\r\nhelloworld\r\n0\r\n\r\n',
  '0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: gw\r\n\r\n',
  '0\r\nBad Trailer\r\n\r\n',
];

const noise = (random: Random, length: number) => Array.from({ length }, () => String.fromCharCode(random.below(256))).join('');

/** Drops, repeats, replaces or inserts some bytes. */
const mutate = (random: Random, text: string): string => {
  let mutated = text;
  for (let times = 1 + random.below(4); times > 0; times--) {
    const at = random.below(mutated.length + 1);
    const insert = random.pick([
      '\r',
      '\n',
      '\r\n',
      '\0',
      ' ',
      ':',
      '\t',
      '\xff',
      noise(random, 1),
      mutated.slice(at, at + random.below(40)),
      '',
    ]);
    mutated = mutated.slice(0, at) + insert + mutated.slice(at + random.below(3));
  }
  return mutated;
};

const composed = (random: Random): string => {
  const isValid = random.chance(0.6);
  const some = Array.from({ length: random.below(5) }, () => random.pick(isValid ? validFields : fields));
  const host = isValid || random.chance(0.8) ? ['Host: gw'] : [];
  return `${random.pick(isValid ? validLines : lines)}\r\n${[...host, ...some].join('\r\n')}\r\n\r\n${random.pick(bodies)}`;
};

const floods: ((random: Random) => string)[] = [
  (random) => `GET /${'a'.repeat(random.below(60_000))} HTTP/1.1\r\nHost: gw\r\n\r\n`,
  (random) => `GET / HTTP/1.1\r\nHost: gw\r\nX-Long: ${'b'.repeat(random.below(100_000))}\r\n\r\n`,
  (random) =>
    `GET / HTTP/1.1\r\nHost: gw\r\n${Array.from({ length: random.below(2000) }, (_, i) => `X-${i}: 1\r\n`).join('')}\r\n`,
  (random) => 'GET /health/live HTTP/1.1\r\nHost: gw\r\n\r\n'.repeat(random.below(200)),
  (random) =>
    `POST /api/movies HTTP/1.1\r\nHost: gw\r\nTransfer-Encoding: chunked\r\n\r\n${'1\r\na\r\n'.repeat(random.below(5000))}`,
  (random) => `POST /api/movies HTTP/1.1\r\nHost: gw\r\nTransfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(random.below(20_000))}`,
  (random) =>
    `POST /api/billing HTTP/1.1\r\nHost: gw\r\nContent-Length: ${random.below(2_000_000)}\r\n\r\n${'['.repeat(random.below(100_000))}`,
  (random) => '\r\n'.repeat(random.below(10_000)),
  (random) => noise(random, random.below(5000)),
  // A TLS handshake.
  (random) => `\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03${noise(random, 500)}`,
];

/** A hostile or malformed request, in latin1. */
export const hostileRequest = (random: Random): string => {
  const kind = random.next();
  if (kind < 0.4) return composed(random);
  if (kind < 0.8) return mutate(random, composed(random));
  if (kind < 0.95) return mutate(random, `${random.pick(lines)}\r\nHost: gw\r\n\r\n`) + mutate(random, composed(random));
  return random.pick(floods)(random);
};
