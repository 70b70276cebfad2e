// The upstream or the client fails, at every point of a request.
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'bun:test';
import type { Socket } from 'node:net';
import { startGateway } from '@matinee/tests/support/gateway';
import { start } from '@matinee/tests/support/process';
import { connectRaw, exchangeRaw, parseMessage, type RawUpstream, startRawUpstream } from '@matinee/tests/support/raw-http';
import { until } from '@matinee/tests/support/wait';

let upstream: RawUpstream;
let gateway: ReturnType<typeof startGateway>;

// New for each test: a gateway keeps connections to its upstream for a while.
beforeEach(async () => {
  gateway?.stop();
  upstream?.close();
  upstream = await startRawUpstream();
  gateway = startGateway({ upstreamPort: upstream.port });
});
afterAll(() => {
  gateway.stop();
  upstream.close();
});

const ok = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok';
const get = 'GET /api/movies HTTP/1.1\r\nHost: gw\r\nConnection: close\r\n\r\n';
const post = 'POST /api/movies HTTP/1.1\r\nHost: gw\r\nConnection: close\r\nContent-Length: 2\r\n\r\nab';
const statusOf = (answer: string) => Number(answer.split(' ')[1]);
const send = (bytes = get) => exchangeRaw(gateway.port, bytes);
const requests = () => upstream.received().split(' HTTP/1.1\r\n').length - 1;
const errorOf = (answer: string) => /^matinee; error=(\w+)$/.exec(parseMessage(answer).fields['proxy-status'] ?? '')?.[1];

describe('an upstream that fails is told by status and by Proxy-Status', () => {
  const dies = (socket: Socket) => socket.destroy();
  for (const [name, reply, status, error] of [
    ['before the headers', dies, 502, 'connection_terminated'],
    ['within the headers', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-'), 502, 'connection_terminated'],
    ['with something that is not HTTP', 'this is no HTTP\r\n\r\n', 502, 'http_protocol_error'],
    ['with two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc', 502, 'http_protocol_error'],
    ['with a switch of protocols', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n', 502, 'http_protocol_error'],
    ['with a head without end', `HTTP/1.1 200 OK\r\n${'X-A: 1\r\n'.repeat(10_000)}`, 502, 'http_protocol_error'],
    ['by silence', () => {}, 504, 'http_response_timeout'],
  ] as const) {
    test(name, async () => {
      upstream.reply(reply);
      const back = await send(post);
      expect([statusOf(back), errorOf(back)]).toEqual([status, error]);
      expect(parseMessage(back).fields['content-type']).toBe('application/problem+json');
      expect(back).not.toContain('127.0.0.1');
      await until('the connection upstream to be let go', () => upstream.open() === 0);
    });
  }

  test('by being away', async () => {
    const away = startGateway({ upstreamPort: 1 });
    const back = await exchangeRaw(away.port, get);
    expect([statusOf(back), errorOf(back)]).toEqual([503, 'connection_refused']);
    expect(parseMessage(back).fields['retry-after']).toBe('2');
    away.stop();
  });
});

test('an upstream that does not accept connections in time is 504', async () => {
  // The kernel drops the handshakes of a listener whose queue is full and whose program accepts nothing.
  const listener = start([
    'perl',
    '-MIO::Socket::INET',
    '-e',
    '$| = 1; my $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1", Listen => 1) or die; print $s->sockport, "\n"; sleep 60',
  ]);
  const port = Number(await listener.line(/^(\d+)$/));
  const filling = [await connectRaw(port), await connectRaw(port)];
  const stuck = startGateway({ upstreamPort: port });
  const back = await exchangeRaw(stuck.port, get);
  // fetch does not tell it from a response that does not come.
  expect([statusOf(back), errorOf(back)]).toEqual([504, 'http_response_timeout']);
  expect(back).toContain('The catalogue did not answer within 0.4 s.');
  stuck.stop();
  for (const connection of filling) connection.leave();
  listener.kill('SIGKILL');
  await listener.exited;
});

describe('a response that breaks off never looks complete', () => {
  for (const [name, answer] of [
    ['sized', 'HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nContent-Length: 100000\r\n\r\nhalf'],
    ['sized, without a content type', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'],
    ['chunked', 'HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n'],
    ['chunked wrongly', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalfx'],
    ['chunked and packed', 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n'],
  ] as const) {
    test(name, async () => {
      upstream.reply((socket) => {
        socket.write(answer);
        setTimeout(() => socket.destroy(), 50);
      });
      const back = await send();
      expect(back).toStartWith('HTTP/1.1 200 OK\r\n');
      expect(() => parseMessage(back)).toThrow('is incomplete');
    });
  }

  test('a small one is a 502', async () => {
    upstream.reply((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nContent-Length: 10\r\n\r\nhalf');
      setTimeout(() => socket.destroy(), 50);
    });
    const back = await send();
    expect([statusOf(back), errorOf(back)]).toEqual([502, 'connection_terminated']);
  });

  test('one that pauses for longer than the client may be silent is broken off, a shorter pause is not', async () => {
    gateway.stop();
    gateway = startGateway({ upstreamPort: upstream.port, idleTimeoutS: 5 });
    upstream.reply((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n');
      setTimeout(() => socket.write('3\r\ndef\r\n'), 1000);
    });
    const client = await connectRaw(gateway.port);
    client.write(get);
    await until('the connection to be closed', () => client.isClosed(), 15);
    expect(client.received()).toMatch(/abc\r\n3\r\ndef\r\n$/);
    await until('the upstream to be let go', () => upstream.open() === 0);
  }, 20_000);

  test("the log has no line of it but the gateway's own, and the client no address", async () => {
    const apart = start(['bun', 'tests/support/gateway.ts', JSON.stringify({ upstreamPort: upstream.port })]);
    const port = Number(await apart.line(/^\d+$/));
    upstream.reply((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n');
      setTimeout(() => socket.destroy(), 50);
    });
    expect(await exchangeRaw(port, get)).not.toMatch(/127\.0\.0\.1|0\r\n\r\n$/);
    apart.kill('SIGTERM');
    await apart.exited;
    expect(apart.errors()).toBe('');
  });
});

describe('a request is repeated only where that is harmless', () => {
  let fresh: RawUpstream;
  let before: ReturnType<typeof startGateway>;
  beforeEach(async () => {
    fresh = await startRawUpstream();
    before = startGateway({ upstreamPort: fresh.port });
  });
  afterEach(() => {
    before.stop();
    fresh.close();
  });
  const seen = () => fresh.received().split(' HTTP/1.1\r\n').length - 1;
  const sendTo = (bytes: string) => exchangeRaw(before.port, bytes);
  /** Leaves one connection to the upstream in fetch's pool. */
  const keepOne = async () => {
    fresh.reply(ok);
    await sendTo(get);
  };
  const dieFirst = (times: number) => {
    let died = 0;
    fresh.reply((socket) => (died++ < times ? socket.destroy() : void socket.write(ok)));
  };

  for (const method of ['GET', 'HEAD']) {
    test(`${method}: once, when a kept connection turns out to be closed`, async () => {
      await keepOne();
      dieFirst(1);
      expect([statusOf(await sendTo(get.replace('GET', method))), seen()]).toEqual([200, 2]);
      await keepOne();
      dieFirst(2);
      expect([statusOf(await sendTo(get.replace('GET', method))), seen()]).toEqual([502, 2]);
    });
    test(`${method}: once also when many kept connections are closed`, async () => {
      fresh.reply((socket) => void setTimeout(() => socket.write(ok), 50));
      await Promise.all(Array.from({ length: 10 }, () => sendTo(get)));
      dieFirst(10);
      expect([statusOf(await sendTo(get.replace('GET', method))), seen()]).toEqual([502, 2]);
    });
    test(`${method}: not on a new connection`, async () => {
      dieFirst(1);
      expect([statusOf(await sendTo(get.replace('GET', method))), seen()]).toEqual([502, 1]);
    });
  }
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    for (const [name, head] of [
      ['with a body', post],
      ['without one', get.replace('GET', 'POST')],
      ['with a long one', post.replace(': 2', ': 100000').replace('ab', 'x'.repeat(100_000))],
    ] as const) {
      test(`${method} ${name}: never`, async () => {
        for (let connections = 0; connections < 2; connections++) {
          dieFirst(1);
          expect([statusOf(await sendTo(head.replace('POST', method))), seen()]).toEqual([502, 1]);
          await keepOne();
        }
      });
    }
  }
  test('not once a byte of a response came', async () => {
    await keepOne();
    fresh.reply((socket) => socket.end('H'));
    expect([statusOf(await sendTo(post)), seen()]).toEqual([502, 1]);
  });
});

test('a connection is used again, and one that the upstream has closed is not', async () => {
  const fresh = await startRawUpstream();
  const before = startGateway({ upstreamPort: fresh.port });
  const ask = () => exchangeRaw(before.port, get);
  fresh.reply(ok);
  await ask();
  await ask();
  expect(fresh.accepted()).toBe(1);
  fresh.reply(ok.replace('\r\n', '\r\nConnection: close\r\n'));
  await ask();
  await ask();
  expect(fresh.accepted()).toBe(2);
  // Bytes behind a response belong to nobody: they must not be taken for the next response.
  fresh.reply(`${ok}HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nContent-Length: 4\r\n\r\nevil`);
  expect(await ask()).toMatch(/\r\n\r\nok$/);
  fresh.reply(ok);
  expect(await ask()).toMatch(/\r\n\r\nok$/);
  before.stop();
  fresh.close();
});

describe('when the client leaves, the upstream is let go', () => {
  for (const how of ['fin', 'rst'] as const) {
    test(`before the answer (${how})`, async () => {
      upstream.reply(() => {});
      const client = await connectRaw(gateway.port);
      client.write(get);
      await until('the request upstream', () => requests() === 1);
      client.leave(how);
      await until('the upstream let go', () => upstream.open() === 0, 1);
    });

    test(`within the answer (${how})`, async () => {
      upstream.reply('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfirst');
      const client = await connectRaw(gateway.port);
      client.write(get);
      await client.expect(/first/);
      client.leave(how);
      await until('the upstream let go', () => upstream.open() === 0, 1);
    });

    test(`within its body (${how})`, async () => {
      upstream.reply(ok);
      const client = await connectRaw(gateway.port);
      client.write(post.replace(': 2', ': 100000'));
      await until('the request upstream', () => requests() === 1);
      client.leave(how);
      await until('the upstream let go', () => upstream.open() === 0, 1);
    });

    test(`within its head (${how})`, async () => {
      const client = await connectRaw(gateway.port);
      client.write(get.slice(0, 30));
      client.leave(how);
      upstream.reply(ok);
      expect(statusOf(await send())).toBe(200);
    });
  }
});

describe('a response before the body has been read', () => {
  const early = 'HTTP/1.1 413 Content Too Large\r\nContent-Type: a/b\r\nContent-Length: 2\r\n\r\nno';

  test('reaches a client that goes on sending, and no other request gets it', async () => {
    upstream.replyEarly((socket) => void socket.end(early));
    const client = await connectRaw(gateway.port);
    client.write(post.replace(': 2', ': 100000000'));
    for (let i = 0; i < 20; i++) client.write('x'.repeat(10_000));
    await client.expect(/413 .*\r\n\r\nno$/s);
    client.leave();
    upstream.reply(ok);
    expect(await send()).toMatch(/\r\n\r\nok$/);
  });
});

describe('the circuit breaker', () => {
  test('opens after failures in a row, says when to come back, lets one request try, and closes', async () => {
    gateway.stop();
    gateway = startGateway({ upstreamPort: upstream.port, breaker: { failures: 3, openMs: 300 } });
    upstream.reply((socket) => socket.destroy());
    for (let i = 0; i < 3; i++) expect(statusOf(await send(post))).toBe(502);
    const asked = requests();
    const open = await send(post);
    expect([statusOf(open), errorOf(open), requests()]).toEqual([503, 'destination_unavailable', asked]);
    expect(parseMessage(open).fields['retry-after']).toBe('1');
    // Open, then a probe that fails, then open again.
    await until('a probe', async () => statusOf(await send(post)) === 502);
    expect(requests()).toBe(asked + 1);
    expect(statusOf(await send(post))).toBe(503);
    let probing = 0;
    upstream.reply((socket) => {
      probing += 1;
      setTimeout(() => socket.write(ok), 100);
    });
    await until('a probe under way', async () => {
      if (probing > 0) return true;
      void send(post);
      return false;
    });
    expect(statusOf(await send(post))).toBe(503);
    await until('the breaker closed', async () => statusOf(await send(post)) === 200);
  });

  test('is not opened by clients that leave, nor by errors that the upstream answers', async () => {
    gateway.stop();
    gateway = startGateway({ upstreamPort: upstream.port, breaker: { failures: 1, openMs: 60_000 } });
    upstream.reply(() => {});
    const client = await connectRaw(gateway.port);
    client.write(get);
    await until('the request upstream', () => requests() === 1);
    client.leave();
    await until('the upstream let go', () => upstream.open() === 0);
    upstream.reply('HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n');
    for (let i = 0; i < 3; i++) expect(statusOf(await send())).toBe(500);
  });
});

test('beyond the limit of requests in flight it answers 503 at once, and is well afterwards', async () => {
  gateway.stop();
  gateway = startGateway({
    upstreamPort: upstream.port,
    maxInFlight: 3,
    timeoutMs: 5000,
  });
  const answers: Socket[] = [];
  upstream.reply((socket) => void answers.push(socket));
  const held = [send(), send(), send()];
  await until('three in flight', () => answers.length === 3);
  const start = performance.now();
  const refused = await send();
  expect(performance.now() - start).toBeLessThan(200);
  expect([statusOf(refused), errorOf(refused)]).toEqual([503, 'connection_limit_reached']);
  expect(statusOf(await send('GET /health/live HTTP/1.1\r\nHost: gw\r\nConnection: close\r\n\r\n'))).toBe(200);
  for (const socket of answers) socket.write(ok);
  expect((await Promise.all(held)).map(statusOf)).toEqual([200, 200, 200]);
  upstream.reply(ok);
  expect(statusOf(await send())).toBe(200);
});

test('a body over the limit is a 413, whether it says its length or not', async () => {
  gateway.stop();
  gateway = startGateway({ upstreamPort: upstream.port, maxBodyBytes: 10 });
  upstream.reply(ok);
  const head = 'POST /api/movies HTTP/1.1\r\nHost: gw\r\nConnection: close\r\n';
  expect(statusOf(await send(`${head}Content-Length: 11\r\n\r\n`))).toBe(413);
  expect(statusOf(await send(`${head}Transfer-Encoding: chunked\r\n\r\n6\r\nabcdef\r\n6\r\nabcdef\r\n0\r\n\r\n`))).toBe(413);
  expect(statusOf(await send(`${head}Content-Length: 10\r\n\r\n0123456789`))).toBe(200);
  expect(upstream.received()).not.toContain('abcdefabcdef');
});
