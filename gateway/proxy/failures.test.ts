// What the gateway does when the upstream or the client fails, at every point of a request.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import type { Socket } from 'node:net';
import { start } from '@matinee/testing/process';
import { connectRaw, exchangeRaw, type RawUpstream, startRawUpstream } from '@matinee/testing/raw-http';
import { until } from '@matinee/testing/wait';
import { startGateway } from '../testing.ts';

let upstream: RawUpstream;
let gateway: ReturnType<typeof startGateway>;

beforeAll(async () => {
  upstream = await startRawUpstream();
});
beforeEach(() => {
  gateway?.stop();
  gateway = startGateway({ upstreamPort: upstream.port });
});
afterAll(() => {
  gateway.stop();
  upstream.close();
});

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const get = 'GET /api/movies HTTP/1.1\r\nHost: gw\r\nConnection: close\r\n\r\n';
const post = 'POST /api/movies HTTP/1.1\r\nHost: gw\r\nConnection: close\r\nContent-Length: 2\r\n\r\nab';
const statusOf = (answer: string) => Number(answer.split(' ')[1]);
const send = (bytes = get) => exchangeRaw(gateway.port, bytes);
const requests = () => upstream.received().split(' HTTP/1.1\r\n').length - 1;
const errorOf = (answer: string) => /\r\nproxy-status: matinee; error=(\w+)\r\n/.exec(answer)?.[1];

describe('an upstream that fails is told by status and by Proxy-Status', () => {
  const dies = (socket: Socket) => socket.destroy();
  for (const [name, reply, status, error] of [
    ['before the headers', dies, 502, 'connection_terminated'],
    ['within the headers', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-'), 502, 'connection_terminated'],
    ['with something that is not HTTP', 'this is no HTTP\r\n\r\n', 502, 'http_protocol_error'],
    ['with two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc', 502, 'http_protocol_error'],
    [
      'with a length and chunks',
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      502,
      'http_protocol_error',
    ],
    ['with a switch of protocols', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n', 502, 'http_protocol_error'],
    ['with a head without end', `HTTP/1.1 200 OK\r\n${'X-A: 1\r\n'.repeat(10_000)}`, 502, 'http_protocol_error'],
    ['by silence', () => {}, 504, 'http_response_timeout'],
  ] as const) {
    test(name, async () => {
      upstream.reply(reply);
      const back = await send(post);
      expect([statusOf(back), errorOf(back)]).toEqual([status, error]);
      expect(back).toContain('content-type: application/problem+json');
      expect(back).not.toContain('127.0.0.1');
      await until('the connection upstream to be let go', () => upstream.open() === 0);
    });
  }

  test('by being away', async () => {
    const away = startGateway({ upstreamPort: 1 });
    const back = await exchangeRaw(away.port, get);
    expect([statusOf(back), errorOf(back)]).toEqual([503, 'connection_refused']);
    expect(back).toMatch(/\r\nretry-after: 2\r\n/);
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
  expect([statusOf(back), errorOf(back)]).toEqual([504, 'connection_timeout']);
  expect(back).toContain('The catalogue could not be reached within 0.5 s.');
  stuck.stop();
  for (const connection of filling) connection.leave();
  listener.kill('SIGKILL');
  await listener.exited;
});

describe('an answer that breaks off is seen to be broken off', () => {
  for (const [name, answer, client] of [
    ['sized', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf', /half$/],
    ['chunked', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n', /4\r\nhalf\r\n$/],
    ['chunked wrongly', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalfx', /4\r\nhalf\r\n$/],
  ] as const) {
    test(name, async () => {
      upstream.reply((socket) => {
        socket.write(answer);
        // What has gone out is not taken back by the end.
        setTimeout(() => socket.destroy(), 50);
      });
      expect(await send()).toMatch(client);
    });
  }

  test('one that pauses for too long is broken off, a shorter pause is not', async () => {
    gateway.stop();
    gateway = startGateway({ upstreamPort: upstream.port, upstreamLimits: { connectMs: 500, headMs: 200, idleMs: 500 } });
    upstream.reply((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc');
      setTimeout(() => socket.write('def'), 300);
    });
    expect(await send()).toMatch(/abcdef$/);
  });
});

describe('a request is repeated once, and only where that is harmless', () => {
  const dieFirst = (times: number) => {
    let seen = 0;
    upstream.reply((socket) => (seen++ < times ? socket.destroy() : void socket.write(ok)));
  };

  for (const method of ['GET', 'HEAD']) {
    test(`${method}: after one failure`, async () => {
      dieFirst(1);
      expect(statusOf(await send(get.replace('GET', method)))).toBe(200);
      expect(requests()).toBe(2);
    });
    test(`${method}: not after two`, async () => {
      dieFirst(2);
      expect(statusOf(await send(get.replace('GET', method)))).toBe(502);
      expect(requests()).toBe(2);
    });
  }
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    test(`${method}: never, not on a connection that had gone stale either`, async () => {
      upstream.reply(ok);
      await send();
      dieFirst(1);
      expect(statusOf(await send(post.replace('POST', method)))).toBe(502);
      expect(requests()).toBe(1);
    });
  }
  test('not once a byte of an answer came', async () => {
    upstream.reply((socket) => socket.end('H'));
    expect(statusOf(await send())).toBe(502);
    expect(requests()).toBe(1);
  });
  test('not a GET with a body', async () => {
    dieFirst(1);
    expect(statusOf(await send(post.replace('POST', 'GET')))).toBe(502);
  });
});

test('a connection is used again, and one that the upstream has closed is not', async () => {
  upstream.reply(ok);
  const before = upstream.accepted();
  await send();
  await send();
  expect(upstream.accepted() - before).toBe(1);
  upstream.reply('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok');
  await send();
  await send();
  expect(upstream.accepted() - before).toBe(2);
  // Bytes behind an answer belong to nobody: what follows them would be taken for the next one's answer.
  upstream.reply(`${ok}HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil`);
  expect(await send()).toMatch(/\r\n\r\nok$/);
  upstream.reply(ok);
  expect(await send()).toMatch(/\r\n\r\nok$/);
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
      client.write(post.replace(': 2', ': 100'));
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

describe('an answer before the body has been read', () => {
  const early = 'HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\n\r\nno';

  test('reaches the client, and the rest of a short body does no harm to the next request', async () => {
    upstream.replyEarly((socket) => void socket.end(early));
    const client = await connectRaw(gateway.port);
    client.write(post.replace('Connection: close\r\n', '').replace(': 2', ': 1000'));
    await client.expect(/413 .*\r\n\r\nno$/s);
    upstream.reply(ok);
    client.write(`${'x'.repeat(998)}${get}`);
    expect(await client.closed()).toMatch(/HTTP\/1.1 200 OK.*\r\n\r\nok$/s);
  });

  test('reaches a client that goes on sending, and its connection is closed', async () => {
    upstream.replyEarly((socket) => void socket.end(early));
    const client = await connectRaw(gateway.port);
    client.write(post.replace(': 2', ': 100000000'));
    for (let i = 0; i < 20; i++) client.write('x'.repeat(10_000));
    expect(await client.closed()).toMatch(/\r\n\r\nno$/);
  });

  test('and both may go on at the same time', async () => {
    upstream.replyEarly((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n');
      setTimeout(() => socket.write('1\r\nb\r\n0\r\n\r\n'), 50);
    });
    const client = await connectRaw(gateway.port);
    client.write(post.replace(': 2', ': 4'));
    await client.expect(/1\r\na\r\n$/);
    client.write('cd');
    expect(await client.closed()).toMatch(/1\r\nb\r\n0\r\n\r\n$/);
    expect(upstream.received()).toMatch(/abcd$/);
  });
});

describe('the breaker', () => {
  test('opens after failures in a row, says when to come back, lets one request try, and closes', async () => {
    gateway.stop();
    gateway = startGateway({ upstreamPort: upstream.port, breaker: { failures: 3, openMs: 300 } });
    upstream.reply((socket) => socket.destroy());
    for (let i = 0; i < 3; i++) expect(statusOf(await send(post))).toBe(502);
    const asked = requests();
    const open = await send(post);
    expect([statusOf(open), errorOf(open), requests()]).toEqual([503, 'destination_unavailable', asked]);
    expect(open).toMatch(/\r\nretry-after: 1\r\n/);
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

test('beyond the bound of requests in hand it answers 503 at once, and is well afterwards', async () => {
  gateway.stop();
  gateway = startGateway({
    upstreamPort: upstream.port,
    maxInFlight: 3,
    upstreamLimits: { connectMs: 500, headMs: 5000, idleMs: 5000 },
  });
  const answers: Socket[] = [];
  upstream.reply((socket) => void answers.push(socket));
  const held = [send(), send(), send()];
  await until('three in hand', () => answers.length === 3);
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
  await until('the upstream let go', () => upstream.open() <= 1);
});
