import type { Socket } from 'bun';
import type { Histogram } from 'hdr-histogram-js';
import { latencies, percentiles } from './latencies.ts';

type Options = {
  port: number;
  /** Requests per second, whatever the answers do. */
  rate: number;
  seconds: number;
  /** Seconds before these, at the same rate, that do not count. */
  warmUp?: number;
  connections: number;
  /** The next request as it goes over the wire. */
  next: () => string;
  /** Which answers are right; all others count as errors. */
  accept?: (status: number) => boolean;
};

/** `latency` in microseconds; `errors`: answers that were not accepted, or that never came. */
export type Load = { rate: number; errors: number; latency: Histogram };

type Client = { intended: number; received: string };

/**
 * Sends requests to a port of this machine at a set rate over keep-alive connections, each timed from the moment at which it was
 * meant to start: one that waits for a connection counts its waiting (no coordinated omission). Answers must state their length.
 */
export const openLoop = async ({
  port,
  rate,
  seconds,
  warmUp = 0,
  connections,
  next,
  accept = (status) => status < 300,
}: Options) => {
  const latency = latencies();
  const idle: Socket<Client>[] = [];
  const waiting: number[] = [];
  let errors = 0;
  let answered = 0;
  let counted = 0;
  let over = false;

  const send = (socket: Socket<Client>, intended: number) => {
    socket.data = { intended, received: '' };
    socket.write(next());
  };
  const onAnswer = (socket: Socket<Client>) => {
    if (!accept(Number(socket.data.received.slice(9, 12)))) errors += 1;
    answered += 1;
    if (socket.data.intended >= counted) {
      latency.recordValue(Math.max(1, Math.round((performance.now() - socket.data.intended) * 1000)));
    }
    const intended = waiting.shift();
    if (intended === undefined) idle.push(socket);
    else send(socket, intended);
  };

  for (let i = 0; i < connections; i++) {
    idle.push(
      await Bun.connect<Client>({
        hostname: '127.0.0.1',
        port,
        data: { intended: 0, received: '' },
        socket: {
          data: (socket, chunk) => {
            socket.data.received += chunk.toString('latin1');
            if (isWhole(socket.data.received)) onAnswer(socket);
          },
          close: () => {
            if (!over) errors += 1;
          },
        },
      }),
    );
  }

  const count = Math.round((warmUp + seconds) * rate);
  const start = performance.now();
  counted = start + warmUp * 1000;
  let issued = 0;
  await new Promise<void>((resolve) => {
    const pacer = setInterval(() => {
      const now = performance.now();
      while (issued < count && start + (issued * 1000) / rate <= now) {
        const intended = start + (issued * 1000) / rate;
        issued += 1;
        const socket = idle.pop();
        if (socket) send(socket, intended);
        else waiting.push(intended);
      }
      // An answer that never comes is an error, not a wait without end.
      const late = now > start + (warmUp + seconds + 20) * 1000;
      if ((issued >= count && answered >= issued) || late) {
        clearInterval(pacer);
        resolve();
      }
    }, 1);
  });
  const elapsed = (performance.now() - start) / 1000;
  over = true;
  for (const socket of idle) socket.end();
  return { rate: answered / elapsed, errors: errors + issued - answered, latency } satisfies Load;
};

const isWhole = (received: string): boolean => {
  const end = received.indexOf('\r\n\r\n');
  if (end === -1) return false;
  const head = received.slice(0, end);
  const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? (/^HTTP\/1.1 (204|304)/.test(head) ? 0 : Number.NaN));
  return received.length - end - 4 >= length;
};

/** Rate per second, latencies in ms: what a process of a benchmark prints. */
export const summary = ({ rate, errors, latency }: Load) => ({ rate, errors, ...percentiles(latency) });
