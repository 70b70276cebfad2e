// Posts orders to the gateway at a set rate over a set number of connections, each request timed from the moment at which it was
// meant to start: one that waits for a connection counts its waiting.
// Usage: bun bench/post-orders.ts SECONDS RATE [CONNECTIONS]   prints {"rate","errors","p50","p99"} (ms)
import type { Socket } from 'bun';
import { build } from 'hdr-histogram-js';
import { order, settings } from './platform.ts';

const seconds = Number(process.argv[2]);
const rate = Number(process.argv[3]);
const connections = Number(process.argv[4] ?? 64);
const request = `POST /api/billing HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${order.length}\r\n\r\n${order}`;
const latency = build({ lowestDiscernibleValue: 1, highestTrackableValue: 60_000_000, numberOfSignificantValueDigits: 3 });

type Client = { intended: number; received: string };
const idle: Socket<Client>[] = [];
const waiting: number[] = [];
let errors = 0;
let answered = 0;

const send = (socket: Socket<Client>, intended: number) => {
  socket.data.intended = intended;
  socket.data.received = '';
  socket.write(request);
};

const onAnswer = (socket: Socket<Client>) => {
  if (!socket.data.received.startsWith('HTTP/1.1 200')) errors += 1;
  answered += 1;
  latency.recordValue(Math.max(1, Math.round((performance.now() - socket.data.intended) * 1000)));
  const next = waiting.shift();
  if (next === undefined) idle.push(socket);
  else send(socket, next);
};

for (let i = 0; i < connections; i++) {
  idle.push(
    await Bun.connect<Client>({
      hostname: '127.0.0.1',
      port: settings.gatewayPort,
      data: { intended: 0, received: '' },
      socket: {
        data: (socket, chunk) => {
          socket.data.received += chunk.toString('latin1');
          const [head, body] = socket.data.received.split('\r\n\r\n', 2);
          const length = Number(/content-length: (\d+)/i.exec(head ?? '')?.[1]);
          if (body !== undefined && body.length >= length) onAnswer(socket);
        },
        close: () => {
          errors += 1;
        },
      },
    }),
  );
}

const start = performance.now();
let issued = 0;
await new Promise<void>((resolve) => {
  const pacer = setInterval(() => {
    const now = performance.now();
    while (issued < seconds * rate && start + (issued * 1000) / rate <= now) {
      const intended = start + (issued * 1000) / rate;
      issued += 1;
      const socket = idle.pop();
      if (socket) send(socket, intended);
      else waiting.push(intended);
    }
    // An answer that never comes is an error, not a wait without end.
    const late = now > start + (seconds + 20) * 1000;
    if ((issued >= seconds * rate && answered >= issued) || late) {
      clearInterval(pacer);
      resolve();
    }
  }, 1);
});

const elapsed = (performance.now() - start) / 1000;
errors += issued - answered;
console.log(
  JSON.stringify({
    rate: answered / elapsed,
    errors,
    p50: latency.getValueAtPercentile(50) / 1000,
    p99: latency.getValueAtPercentile(99) / 1000,
  }),
);
process.exit(0);
