// Clients that are slow, silent, or far too many: none of them keeps the gateway from answering the others.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import { connect } from 'node:net';
import { type Running, start } from '@matinee/testing/process';
import { connectRaw, exchangeRaw, type RawUpstream, startRawUpstream } from '@matinee/testing/raw-http';
import { until } from '@matinee/testing/wait';
import { startGateway } from './testing.ts';

let upstream: RawUpstream;
let gateway: ReturnType<typeof startGateway>;
const live = 'GET /health/live HTTP/1.1\r\nHost: gw\r\nConnection: close\r\n\r\n';
const limits = { idleMs: 300, headMs: 300, progressMs: 300 };
const quick = () => {
  gateway = startGateway({ upstreamPort: upstream.port, limits, upstreamLimits: { connectMs: 500, headMs: 5000, idleMs: 5000 } });
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
  test('a head that drips is a 408, however often a byte comes', async () => {
    expect(await drip('GET /api/movies HTTP/1.1\r\nX-Slow: ', 'a')).toStartWith('HTTP/1.1 408 ');
  });

  test('a body that drips is a 408, and the upstream is let go', async () => {
    upstream.reply(() => {});
    expect(await drip('POST /api/movies HTTP/1.1\r\nHost: gw\r\nContent-Length: 10000\r\n\r\n', 'a')).toStartWith(
      'HTTP/1.1 408 ',
    );
    await until('the upstream let go', () => upstream.open() === 0);
  });

  test('so is one of an order, which the gateway reads itself', async () => {
    expect(await drip('POST /api/billing HTTP/1.1\r\nHost: gw\r\nContent-Length: 10000\r\n\r\n', 'a')).toStartWith(
      'HTTP/1.1 408 ',
    );
  });

  test('one that takes no answer is given up, and the upstream let go', async () => {
    upstream.reply((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${1e9}\r\n\r\n`);
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
    await until('the upstream let go', () => upstream.open() === 0);
    socket.destroy();
  });

  test('one that waits for a slow upstream is not taken for slow', async () => {
    upstream.reply((socket) => void setTimeout(() => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'), 1000));
    expect(await exchangeRaw(gateway.port, 'GET /api/movies HTTP/1.1\r\nHost: gw\r\nConnection: close\r\n\r\n')).toMatch(/ok$/);
  });

  test('a connection that says nothing is closed', async () => {
    const client = await connectRaw(gateway.port);
    expect((await client.closed()).trim()).toBe('');
  });

  test('one that has been answered and says no more is closed as well', async () => {
    const client = await connectRaw(gateway.port);
    client.write(live.replace('Connection: close\r\n', ''));
    expect(await client.closed()).toStartWith('HTTP/1.1 200 OK');
  });
});

describe('floods', () => {
  test('a head that is too long is a 431, as one line, as many, and without an end', async () => {
    for (const flood of [`X-A: ${'a'.repeat(40_000)}\r\n\r\n`, `${'X-A: 1\r\n'.repeat(200)}\r\n`, 'X-A: 1\r\n'.repeat(50_000)]) {
      expect(await exchangeRaw(gateway.port, `GET / HTTP/1.1\r\nHost: gw\r\n${flood}`)).toStartWith('HTTP/1.1 431 ');
    }
    expect(await exchangeRaw(gateway.port, `GET /${'a'.repeat(10_000)} HTTP/1.1\r\nHost: gw\r\n\r\n`)).toStartWith(
      'HTTP/1.1 414 ',
    );
  });

  test('what is no HTTP is refused, and nothing of it goes on', async () => {
    upstream.reply('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
    for (const [bytes, status] of [
      ['GET /api/movies HTTP/1.1\r\n\r\n', 400],
      ['GET /api/movies HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400],
      ['GET /api/movies HTTP/1.1\r\nHost: gw/evil\r\n\r\n', 400],
      ['GET /api/movies HTTP/1.1\r\nHost: gw\r\nX : 1\r\n\r\n', 400],
      ['GET /api/movies HTTP/1.1\r\nHost: gw\r\nX: 1\r\n folded\r\n\r\n', 400],
      ['GET /api/movies HTTP/1.1\r\nHost: gw\r\nX: a\rb\r\n\r\n', 400],
      ['GET /api/movies HTTP/1.1\r\nHost: gw\r\nX: a\nY: b\r\n\r\n', 400],
      ['GET /api/movies HTTP/1.1\r\nHost: gw\r\nX: a\0b\r\n\r\n', 400],
      ['GET /api/movies HTTP/1.1\nHost: gw\r\n\r\n', 400],
      ['GET /api mov HTTP/1.1\r\nHost: gw\r\n\r\n', 400],
      ['GET api/movies HTTP/1.1\r\nHost: gw\r\n\r\n', 400],
      ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 505],
      ['POST /api/movies HTTP/1.1\r\nHost: gw\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
      ['POST /api/movies HTTP/1.1\r\nHost: gw\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello', 400],
      ['POST /api/movies HTTP/1.1\r\nHost: gw\r\nContent-Length: 5, 5\r\n\r\nhello', 400],
      ['POST /api/movies HTTP/1.1\r\nHost: gw\r\nContent-Length: +5\r\n\r\nhello', 400],
      ['POST /api/movies HTTP/1.1\r\nHost: gw\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n', 400],
      ['POST /api/movies HTTP/1.1\r\nHost: gw\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n', 501],
      ['POST /api/movies HTTP/1.0\r\nHost: gw\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
    ] as const) {
      const back = await exchangeRaw(gateway.port, bytes);
      expect([bytes, Number(back.split(' ')[1])]).toEqual([bytes, status]);
      expect(back).toContain('content-type: application/problem+json');
    }
    expect(upstream.received()).toBe('');
  });

  test('a body that is no chunked coding breaks its request off, and what follows it is not taken for a request', async () => {
    upstream.reply('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
    for (const body of [
      'x\r\n',
      '-1\r\na\r\n',
      '5\nhello\n0\n\n',
      '3\r\nabcd\r\n',
      '0\r\nno trailer\r\n\r\n',
      `1;${'x'.repeat(5000)}`,
      '0x1\r\na\r\n',
    ]) {
      const back = await exchangeRaw(
        gateway.port,
        `POST /api/movies HTTP/1.1\r\nHost: gw\r\nTransfer-Encoding: chunked\r\n\r\n${body}GET /smuggled HTTP/1.1\r\nHost: gw\r\n\r\n`,
      );
      expect([body.slice(0, 20), back.slice(0, 13)]).toEqual([body.slice(0, 20), 'HTTP/1.1 400 ']);
      expect(back.match(/HTTP\/1\.1/g)).toHaveLength(1);
    }
    expect(upstream.received()).not.toContain('smuggled');
  });
});

describe('ten thousand connections that say nothing', () => {
  let crowded: Running;
  let crowdedPort: number;
  const sockets: ReturnType<typeof connect>[] = [];
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    crowded.kill('SIGKILL');
  });

  test('leave it answering; beyond the bound the longest silent make room', async () => {
    crowded = start(['bun', 'gateway/testing.ts', JSON.stringify({ maxConnections: 9000 })]);
    const port = Number(await crowded.line(/^\d+$/));
    crowdedPort = port;
    let open = 0;
    let ended = 0;
    // Not more at once than the kernel keeps waiting for `accept`.
    for (let i = 0; i < 10_000; i += 500) {
      for (let n = 0; n < 500; n++) {
        const socket = connect({ port, host: '127.0.0.1' });
        socket.on('connect', () => {
          open += 1;
        });
        socket.on('close', () => {
          ended += 1;
        });
        socket.on('error', () => {});
        socket.resume();
        sockets.push(socket);
      }
      await until('the connections', () => open === i + 500);
    }
    await until('room to be made', () => ended >= 1000);
    expect(ended).toBeLessThan(1100);
    const began = performance.now();
    for (let i = 0; i < 20; i++) expect(await exchangeRaw(port, live)).toStartWith('HTTP/1.1 200 OK');
    expect(performance.now() - began).toBeLessThan(5000);
    expect(await crowded.memory()).toBeLessThan(300);
  }, 30_000);

  test('nor do those that ask for much at once and take none of it use up its memory', async () => {
    const before = await crowded.memory();
    // Each answer is more than a megabyte.
    const greedy = 'GET /swagger/swagger-ui-bundle.js HTTP/1.1\r\nHost: gw\r\n\r\n'.repeat(2000);
    for (let i = 0; i < 10; i++) {
      const socket = connect({ port: crowdedPort, host: '127.0.0.1' });
      socket.on('error', () => {});
      socket.pause();
      socket.write(greedy);
      sockets.push(socket);
    }
    await until('the greed to be met', async () => (await crowded.memory()) > before + 10);
    for (let i = 0; i < 5; i++) expect(await exchangeRaw(crowdedPort, live)).toStartWith('HTTP/1.1 200 OK');
    expect(await crowded.memory()).toBeLessThan(before + 150);
  });
});
