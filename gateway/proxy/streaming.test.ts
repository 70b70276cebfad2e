// Bodies of any length go through in flat memory, and as fast as their reader takes them.
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { type Running, start } from '@matinee/tests/support/process';
import { until } from '@matinee/tests/support/wait';

const size = 1024 ** 3;
const piece = Buffer.alloc(256 * 1024, 'x');

let upstream: Server;
let serve: (socket: Socket) => void = () => {};
let gateway: Running;
let port: number;

beforeAll(async () => {
  upstream = createServer((socket) => {
    socket.on('error', () => {});
    serve(socket);
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  gateway = start([
    'bun',
    'tests/support/gateway.ts',
    JSON.stringify({ upstreamPort: (upstream.address() as { port: number }).port }),
  ]);
  port = Number(await gateway.line(/^\d+$/));
});
afterAll(() => {
  gateway.kill('SIGKILL');
  upstream.close();
});

/** Writes so many bytes as fast as they are taken. */
const pour = (socket: Socket, bytes: number, ends?: string) => {
  const poured = { bytes: 0 };
  const go = () => {
    while (poured.bytes < bytes) {
      poured.bytes += piece.length;
      if (!socket.write(piece)) return void socket.once('drain', go);
    }
    if (ends) socket.write(ends);
  };
  go();
  return poured;
};

/** Watches the memory of the gateway while something goes on. @returns by how many MB it grew */
const growth = async (during: () => Promise<unknown>): Promise<number> => {
  const before = await gateway.memory();
  let peak = before;
  let ended = false;
  const watch = (async () => {
    while (!ended) {
      peak = Math.max(peak, await gateway.memory());
      await Bun.sleep(20);
    }
  })();
  await during();
  ended = true;
  await watch;
  return peak - before;
};

const client = () => {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => {});
  return socket;
};
const counted = (socket: Socket) => {
  const seen = { bytes: 0 };
  socket.on('data', (chunk) => {
    seen.bytes += chunk.length;
  });
  return seen;
};

for (const [name, fields, chunked] of [
  ['sized', `Content-Length: ${size}`, false],
  ['chunked', 'Transfer-Encoding: chunked', true],
] as const) {
  test(`1 GB down, ${name}`, async () => {
    const chunk = chunked ? Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]) : piece;
    serve = (socket) =>
      socket.once('data', () => {
        socket.write(`HTTP/1.1 200 OK\r\nConnection: close\r\n${fields}\r\n\r\n`);
        let sent = 0;
        const go = () => {
          while (sent < size) {
            sent += piece.length;
            if (!socket.write(chunk)) return void socket.once('drain', go);
          }
          if (chunked) socket.write('0\r\n\r\n');
        };
        go();
      });
    const grown = await growth(async () => {
      const socket = client();
      socket.write('GET /api/movies HTTP/1.1\r\nHost: gw\r\n\r\n');
      const seen = counted(socket);
      await until('the whole body', () => seen.bytes > size, 60);
      socket.destroy();
    });
    expect(grown).toBeLessThan(64);
  }, 60_000);
}

test('1 GB up', async () => {
  let received = 0;
  serve = (socket) =>
    socket.on('data', (chunk) => {
      received += chunk.length;
      if (received > size) socket.write('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok');
    });
  const grown = await growth(async () => {
    const socket = client();
    socket.write(`POST /api/movies HTTP/1.1\r\nHost: gw\r\nContent-Length: ${size}\r\n\r\n`);
    pour(socket, size);
    const answer = counted(socket);
    await until('the answer', () => answer.bytes > 0, 60);
    socket.destroy();
  });
  expect(grown).toBeLessThan(64);
}, 60_000);

test('a client that does not read holds the upstream back, and gets all of it once it reads', async () => {
  const length = 100 * 1024 ** 2;
  let poured = { bytes: 0 };
  serve = (socket) =>
    socket.once('data', () => {
      socket.write(`HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\n`);
      poured = pour(socket, length);
    });
  const socket = client();
  socket.write('GET /api/movies HTTP/1.1\r\nHost: gw\r\n\r\n');
  socket.pause();
  let last = -1;
  // Two looks apart, with nothing between them: it stands.
  await until('the upstream to be held back', async () => {
    const now = poured.bytes;
    const stands = now > 0 && now === last;
    last = now;
    await Bun.sleep(100);
    return stands;
  });
  expect(last).toBeLessThan(length / 2);
  const seen = counted(socket);
  socket.resume();
  await until('the whole body', () => seen.bytes > length, 20);
  socket.destroy();
});

test('an upstream that does not read holds the client back', async () => {
  const length = 100 * 1024 ** 2;
  let held: Socket | undefined;
  serve = (socket) => {
    socket.pause();
    held = socket;
  };
  const socket = client();
  socket.write(`POST /api/movies HTTP/1.1\r\nHost: gw\r\nContent-Length: ${length}\r\n\r\n`);
  const poured = pour(socket, length);
  let last = -1;
  await until('the client to be held back', async () => {
    const now = poured.bytes;
    const stands = held !== undefined && now === last;
    last = now;
    await Bun.sleep(100);
    return stands;
  });
  expect(last).toBeLessThan(length / 2);
  let received = 0;
  held?.on('data', (chunk) => {
    received += chunk.length;
  });
  held?.resume();
  await until('the whole body', () => received > length, 20);
  socket.destroy();
});
