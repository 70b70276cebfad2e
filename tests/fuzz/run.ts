// Sends hostile requests to a gateway and prints a report as JSON; exits with 1 on a fault. See scripts/fuzz.sh.
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { start } from '../support/process.ts';
import { type Random, seeded } from '../support/random.ts';
import { until } from '../support/wait.ts';
import { hostileRequest } from './requests.ts';

export type Report = {
  seed: number;
  requests: number;
  /** Responses by status; `none`: the connection was closed without one. */
  statuses: Record<string, number>;
  /** Unexpected 5xx responses, and the bytes of their requests. */
  unexpected: { status: string; request: string }[];
  /** Requests at the upstream that the gateway must not forward. */
  smuggled: string[];
  /** The number of requests at the upstream. */
  forwarded: number;
  good: { asked: number; failed: number; slowestMs: number };
  memory: { before: number; after: number };
};

// Bun's own response to an unknown version of HTTP.
const expected5xx = new Set(['505']);

/** An upstream with a strict parser, which records what it must not receive. */
const startUpstream = async () => {
  const seen = { forwarded: 0, smuggled: [] as string[] };
  const server = createServer((request, response) => {
    seen.forwarded += 1;
    // The gateway sets these fields on each forwarded request.
    const { via = '', 'x-request-id': id = '', traceparent = '' } = request.headers;
    const isWhole = via.endsWith('1.1 matinee') && id !== '' && traceparent !== '';
    if (!isWhole || !/^\/api\/(?:movies|tokens)(?:[/?]|$)/.test(request.url ?? '') || /smuggled/.test(request.url ?? ''))
      seen.smuggled.push(`${request.method} ${request.url}`);
    request.resume();
    request.on('end', () => response.setHeader('content-type', 'text/plain').end('ok'));
    request.on('error', () => {});
  });
  server.on('clientError', (error: Error & { code?: string }, socket) => {
    // An aborted request is not malformed.
    if (error.code?.startsWith('HPE_') && error.code !== 'HPE_INVALID_EOF_STATE') seen.smuggled.push(`malformed: ${error.code}`);
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { seen, port: (server.address() as AddressInfo).port, close: () => server.close() };
};

/** Sends bytes, sometimes in two pieces. @returns the first status */
const attack = (port: number, bytes: string, random: Random): Promise<string> =>
  new Promise((resolve) => {
    const buffer = Buffer.from(bytes, 'latin1');
    const cut = random.chance(0.2) ? random.below(buffer.length + 1) : buffer.length;
    const leaves = random.chance(0.05);
    let back = '';
    const socket = connect({ port, host: '127.0.0.1' });
    const finish = () => {
      socket.destroy();
      resolve(/^HTTP\/1\.1 (\d{3})/.exec(back.replace(/^HTTP\/1\.1 1\d\d.*?\r\n\r\n/s, ''))?.[1] ?? 'none');
    };
    socket.on('connect', () => {
      socket.write(buffer.subarray(0, cut));
      if (leaves) return void socket.resetAndDestroy();
      if (cut < buffer.length) setImmediate(() => socket.write(buffer.subarray(cut)));
      // Does not wait for responses to incomplete requests.
      setTimeout(finish, 30);
    });
    socket.on('data', (chunk) => {
      back += chunk.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', finish);
  });

/** A client that sends valid requests. */
const startGoodClient = (url: string) => {
  const seen = { asked: 0, failed: 0, slowestMs: 0 };
  let ended = false;
  const ask = async () => {
    while (!ended) {
      const began = performance.now();
      seen.asked += 1;
      const good = await fetch(url, { signal: AbortSignal.timeout(5000) }).then(
        async (response) => response.status === 200 && (await response.text()) === 'ok',
        () => false,
      );
      if (!good) seen.failed += 1;
      seen.slowestMs = Math.max(seen.slowestMs, Math.round(performance.now() - began));
      await Bun.sleep(5);
    }
  };
  const asking = ask();
  return {
    seen,
    stop: () => {
      ended = true;
      return asking;
    },
  };
};

export const fuzz = async (requests: number, seed: number): Promise<Report> => {
  const random = seeded(seed);
  const upstream = await startUpstream();
  const gateway = start(
    ['bun', 'tests/support/gateway.ts', JSON.stringify({ upstreamPort: upstream.port, idleTimeoutS: 8, timeoutMs: 3000 })],
    {
      BUN_CONFIG_MAX_HTTP_REQUESTS: '1024',
    },
  );
  let died = false;
  void gateway.exited.then(() => {
    died = true;
  });
  try {
    const port = Number(await gateway.line(/^\d+$/));
    const statuses: Record<string, number> = {};
    const unexpected: Report['unexpected'] = [];
    const wave = async (count: number) => {
      const one = async () => {
        const bytes = hostileRequest(random);
        const status = await attack(port, bytes, random);
        statuses[status] = (statuses[status] ?? 0) + 1;
        if (/^5/.test(status) && !expected5xx.has(status)) unexpected.push({ status, request: bytes.slice(0, 500) });
      };
      let left = count;
      const worker = async () => {
        while (left-- > 0) {
          if (died) throw new Error(`The gateway died; the seed is ${seed}.`);
          await one();
        }
      };
      await Promise.all(Array.from({ length: 64 }, worker));
    };
    // The first wave loads code and buffers, which are not leaks.
    await wave(Math.min(2000, requests / 2));
    const settled = async () => {
      gateway.kill('SIGUSR2');
      await gateway.line(/^collected$/);
      return Math.round(await gateway.memory());
    };
    const before = await settled();
    const good = startGoodClient(`http://127.0.0.1:${port}/api/movies/1`);
    await wave(requests - Math.min(2000, requests / 2));
    await good.stop();
    const after = await until('the memory to be freed', async () => {
      const now = await settled();
      return now <= before + 20 && now;
    }).catch(settled);
    return { seed, requests, statuses, unexpected, ...upstream.seen, good: good.seen, memory: { before, after } };
  } finally {
    gateway.kill('SIGKILL');
    upstream.close();
  }
};

if (import.meta.main) {
  const [requests, seed] = [process.argv[2] ?? 100_000, process.argv[3] ?? crypto.getRandomValues(new Uint32Array(1))[0]].map(
    Number,
  );
  if (!requests || requests < 1 || !Number.isInteger(requests) || !Number.isInteger(seed)) {
    console.error('REQUESTS must be a whole number above 0, SEED a whole number. See scripts/fuzz.sh --help.');
    process.exit(2);
  }
  console.log(`seed ${seed}`);
  const report = await fuzz(requests, Number(seed));
  console.log(JSON.stringify(report, null, 2));
  const { unexpected, smuggled, good, memory } = report;
  process.exit(unexpected.length + smuggled.length + good.failed === 0 && memory.after <= memory.before + 20 ? 0 : 1);
}
