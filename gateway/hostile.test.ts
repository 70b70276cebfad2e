// Clients that are slow, silent, or far too many: none of them keeps the gateway from answering the others.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import { connect } from 'node:net';
import { startGateway } from '@matinee/tests/support/gateway';
import { start } from '@matinee/tests/support/process';
import { connectRaw, exchangeRaw, parseMessage, type RawUpstream, startRawUpstream } from '@matinee/tests/support/raw-http';
import { until } from '@matinee/tests/support/wait';

let upstream: RawUpstream;
let gateway: ReturnType<typeof startGateway>;
const live = 'GET /health/live HTTP/1.1\r\nHost: gw\r\nConnection: close\r\n\r\n';
const quick = () => {
  gateway = startGateway({ upstreamPort: upstream.port, idleTimeoutS: 5 });
};

beforeAll(async () => {
  upstream = await startRawUpstream();
  quick();
});
afterEach(() => {
  gateway.stop();
  quick();
});
afterAll(() => {
  gateway.stop();
  upstream.close();
});

/** Writes a byte at a time until the connection is closed. */
const drip = async (first: string, byte: string): Promise<string> => {
  const client = await connectRaw(gateway.port);
  client.write(first);
  const timer = setInterval(() => client.write(byte), 50);
  const back = await client.closed();
  clearInterval(timer);
  return back;
};

describe('slow clients', () => {
  test('a body that drips is a 408, however often a byte comes, and the upstream is let go', async () => {
    upstream.reply(() => {});
    for (const [path, length] of [
      ['/api/movies', 10_000],
      ['/api/movies', 1_000_000],
      ['/api/billing', 10_000],
    ] as const) {
      const back = await drip(
        `POST ${path} HTTP/1.1\r\nHost: gw\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`,
        'a',
      );
      expect([path, length, back.slice(0, 13)]).toEqual([path, length, 'HTTP/1.1 408 ']);
    }
    await until('the upstream let go', () => upstream.open() === 0);
  });

  test('a long body that makes progress is not cut, however long it takes', async () => {
    upstream.reply('HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nContent-Length: 2\r\n\r\nok');
    const patient = startGateway({ upstreamPort: upstream.port, timeoutMs: 1500 });
    const client = await connectRaw(patient.port);
    client.write('POST /api/movies HTTP/1.1\r\nHost: gw\r\nConnection: close\r\nContent-Length: 80000\r\n\r\n');
    for (let i = 0; i < 10; i++) {
      client.write('x'.repeat(8000));
      await Bun.sleep(200);
    }
    expect(await client.closed()).toMatch(/ok$/);
    patient.stop();
  });

  test('one that takes no response is given up, and the upstream let go', async () => {
    // Not `upstream.open()`: a pooled connection of an earlier test may be open.
    let isReleased = false;
    upstream.reply((socket) => {
      socket.on('close', () => {
        isReleased = true;
      });
      socket.write(`HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nContent-Length: ${1e9}\r\n\r\n`);
      const pour = () => {
        while (socket.write(Buffer.alloc(65_536)));
        socket.once('drain', pour);
      };
      pour();
    });
    const socket = connect({ port: gateway.port, host: '127.0.0.1' });
    socket.on('error', () => {});
    socket.pause();
    socket.write('GET /api/movies HTTP/1.1\r\nHost: gw\r\n\r\n');
    await until('the request upstream', () => upstream.received() !== '');
    await until('the upstream let go', () => isReleased, 30);
    socket.destroy();
  }, 40_000);

  test('a connection that says nothing is closed, and so is one that has been answered', async () => {
    const [silent, answered] = [await connectRaw(gateway.port), await connectRaw(gateway.port)];
    answered.write(live.replace('Connection: close\r\n', ''));
    await until('both to be closed', () => silent.isClosed() && answered.isClosed(), 20);
    expect(silent.received()).toBe('');
    expect(answered.received()).toStartWith('HTTP/1.1 200 OK');
  }, 30_000);

  test('one that waits for a slow upstream is not taken for slow', async () => {
    const patient = startGateway({ upstreamPort: upstream.port, idleTimeoutS: 12, timeoutMs: 8000 });
    upstream.reply((socket) => void setTimeout(() => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'), 6000));
    const back = await connectRaw(patient.port);
    back.write('GET /api/movies HTTP/1.1\r\nHost: gw\r\nConnection: close\r\n\r\n');
    await until('the response', () => back.isClosed(), 12);
    expect(parseMessage(back.received()).body).toBe('ok');
    patient.stop();
  }, 20_000);
});

describe('malformed requests', () => {
  test('a head that is too long is refused', async () => {
    for (const flood of [`X-A: ${'a'.repeat(40_000)}\r\n\r\n`, 'X-A: 1\r\n'.repeat(50_000)]) {
      expect(await exchangeRaw(gateway.port, `GET / HTTP/1.1\r\nHost: gw\r\n${flood}`)).toStartWith('HTTP/1.1 431 ');
    }
  });

  test('are refused by a bare status or a closed connection, and nothing of them goes on', async () => {
    upstream.reply('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
    for (const bytes of [
      'GET /api/movies HTTP/1.1\r\n\r\n',
      'GET /api/movies HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
      'GET /api/movies HTTP/1.1\r\nHost: gw/evil\r\n\r\n',
      'GET /api/movies HTTP/1.1\r\nHost: gw\r\nX : 1\r\n\r\n',
      'GET /api/movies HTTP/1.1\r\nHost: gw\r\nX: 1\r\n folded\r\n\r\n',
      'GET /api/movies HTTP/1.1\r\nHost: gw\r\nX: a\rb\r\n\r\n',
      'GET /api/movies HTTP/1.1\r\nHost: gw\r\nX: a\nY: b\r\n\r\n',
      'GET /api/movies HTTP/1.1\r\nHost: gw\r\nX: a\0b\r\n\r\n',
      'GET /api/movies HTTP/1.1\nHost: gw\r\n\r\n',
      'GET /api mov HTTP/1.1\r\nHost: gw\r\n\r\n',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      'get /api/movies HTTP/1.1\r\nHost: gw\r\n\r\n',
      'POST /api/movies HTTP/1.1\r\nHost: gw\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'POST /api/movies HTTP/1.1\r\nHost: gw\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello',
      'POST /api/movies HTTP/1.1\r\nHost: gw\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello',
      'POST /api/movies HTTP/1.1\r\nHost: gw\r\nContent-Length: 5, 5\r\n\r\nhello',
      'POST /api/movies HTTP/1.1\r\nHost: gw\r\nContent-Length: +5\r\n\r\nhello',
      'POST /api/movies HTTP/1.1\r\nHost: gw\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n',
      'POST /api/movies HTTP/1.1\r\nHost: gw\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
    ]) {
      const client = await connectRaw(gateway.port);
      client.write(bytes);
      const ended = () => client.isClosed() || client.received().includes('\r\n\r\n');
      await until(`an end of ${JSON.stringify(bytes)}`, ended);
      expect([bytes, client.received().slice(0, 13)]).toEqual([bytes, expect.stringMatching(/^$|^HTTP\/1\.1 (?:400|505) $/)]);
      client.leave();
    }
    expect(upstream.received()).toBe('');
  }, 60_000);

  test('a body that is no chunked coding breaks its request off, and what follows it is not taken for a request', async () => {
    upstream.reply('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
    for (const body of ['x\r\n', '-1\r\na\r\n', '5\nhello\n0\n\n', '3\r\nabcd\r\n', '0\r\nno trailer\r\n\r\n', '0x1\r\na\r\n']) {
      const back = await exchangeRaw(
        gateway.port,
        `POST /api/movies HTTP/1.1\r\nHost: gw\r\nTransfer-Encoding: chunked\r\n\r\n${body}GET /api/movies/smuggled HTTP/1.1\r\nHost: gw\r\n\r\n`,
      );
      expect([body, back.match(/HTTP\/1\.1 (?!400)/g)]).toEqual([body, null]);
    }
    expect(upstream.received()).not.toContain('smuggled');
  }, 60_000);
});

test('ten thousand connections that say nothing leave it answering', async () => {
  const crowded = start(['bun', 'tests/support/gateway.ts', '{}']);
  const port = Number(await crowded.line(/^\d+$/));
  const before = await crowded.memory();
  const sockets: ReturnType<typeof connect>[] = [];
  let open = 0;
  // Not more at once than the kernel keeps waiting for `accept`.
  for (let i = 0; i < 10_000; i += 500) {
    for (let n = 0; n < 500; n++) {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.on('connect', () => {
        open += 1;
      });
      socket.on('error', () => {});
      sockets.push(socket);
    }
    await until('the connections', () => open === i + 500);
  }
  const began = performance.now();
  for (let i = 0; i < 20; i++) expect(await exchangeRaw(port, live)).toStartWith('HTTP/1.1 200 OK');
  expect(performance.now() - began).toBeLessThan(5000);
  expect(await crowded.memory()).toBeLessThan(before + 100);
  for (const socket of sockets) socket.destroy();
  crowded.kill('SIGKILL');
}, 60_000);

test('three hundred requests that wait hold up no other', async () => {
  upstream.reply((socket, request) => {
    if (!request.includes('wait=')) socket.write('HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nContent-Length: 2\r\n\r\nok');
  });
  const apart = start(['bun', 'tests/support/gateway.ts', JSON.stringify({ upstreamPort: upstream.port, timeoutMs: 5000 })], {
    BUN_CONFIG_MAX_HTTP_REQUESTS: '1024',
  });
  const port = Number(await apart.line(/^\d+$/));
  const waiting = await Promise.all(Array.from({ length: 300 }, () => connectRaw(port)));
  for (const client of waiting) client.write('GET /api/tokens/x?wait=60 HTTP/1.1\r\nHost: gw\r\n\r\n');
  await until('all of them upstream', () => upstream.received().split('wait=').length === 301);
  const began = performance.now();
  expect(await exchangeRaw(port, 'GET /api/movies HTTP/1.1\r\nHost: gw\r\nConnection: close\r\n\r\n')).toMatch(/ok$/);
  expect(performance.now() - began).toBeLessThan(1000);
  for (const client of waiting) client.leave();
  apart.kill('SIGKILL');
}, 30_000);
