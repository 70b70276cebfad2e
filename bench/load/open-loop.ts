import type { Socket } from 'bun';
import type { Histogram } from 'hdr-histogram-js';
import { latencies, type Percentiles, percentiles } from './latencies.ts';

type Target = {
  port: number;
  connections: number;
  /** The next request as it goes over the wire. */
  next: () => string;
  /** Which answers are right; all others count as errors. */
  accept?: (status: number) => boolean;
  /** Whether it keeps a processor busy with looking at the clock: timers of a millisecond would hide what is shorter. */
  spin?: boolean;
};

type Pace = {
  /** Requests per second, whatever the answers do. */
  rate: number;
  seconds: number;
  /** Seconds before these, at the same rate, that do not count. */
  warmUp?: number;
};

/** Rate per second, latencies in ms; `errors`: answers that were not accepted, or that never came. */
export type Load = Percentiles & { rate: number; errors: number };

type Client = { intended: number; received: string };

/** What one stretch of load has come to so far. `latency` in microseconds, of requests that were meant to start from `counted` on. */
type Stretch = { latency: Histogram; counted: number; answered: number; errors: number };

const none = (): Stretch => ({ latency: latencies(), counted: 0, answered: 0, errors: 0 });

/**
 * Connects to a port of this machine, to send requests at a set rate over keep-alive connections, each timed from the moment at which it was
 * meant to start: one that waits for a connection counts its waiting (no coordinated omission). Answers must state their length.
 */
export const openLoop = async ({ port, connections, next, accept = (status) => status < 300, spin = false }: Target) => {
  const idle: Socket<Client>[] = [];
  const waiting: number[] = [];
  let now = none();
  let over = false;

  const write = (socket: Socket<Client>, intended: number) => {
    socket.data = { intended, received: '' };
    socket.write(next());
  };
  const onAnswer = (socket: Socket<Client>) => {
    if (!accept(Number(socket.data.received.slice(9, 12)))) now.errors += 1;
    now.answered += 1;
    if (socket.data.intended >= now.counted) {
      now.latency.recordValue(Math.max(1, Math.round((performance.now() - socket.data.intended) * 1000)));
    }
    const intended = waiting.shift();
    if (intended === undefined) idle.push(socket);
    else write(socket, intended);
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
            if (!over) now.errors += 1;
          },
        },
      }),
    );
  }

  /** Sends for a while, and waits for the answers. */
  const send = async ({ rate, seconds, warmUp = 0 }: Pace): Promise<Load> => {
    const count = Math.round((warmUp + seconds) * rate);
    const start = performance.now();
    now = { ...none(), counted: start + warmUp * 1000 };
    let issued = 0;
    await new Promise<void>((resolve) => {
      const pace = () => {
        const time = performance.now();
        while (issued < count && start + (issued * 1000) / rate <= time) {
          const intended = start + (issued * 1000) / rate;
          issued += 1;
          const socket = idle.pop();
          if (socket) write(socket, intended);
          else waiting.push(intended);
        }
        // An answer that never comes is an error, not a wait without end.
        const late = time > start + (warmUp + seconds + 20) * 1000;
        if ((issued < count || now.answered < issued) && !late) {
          if (spin) setImmediate(pace);
          return;
        }
        clearInterval(pacer);
        resolve();
      };
      const pacer = spin ? undefined : setInterval(pace, 1);
      if (spin) pace();
    });
    const elapsed = (performance.now() - start) / 1000;
    return {
      rate: now.answered / elapsed,
      errors: now.errors + issued - now.answered,
      ...percentiles(now.latency),
    };
  };

  const close = () => {
    over = true;
    for (const socket of idle) socket.end();
  };
  return { send, close };
};

const isWhole = (received: string): boolean => {
  const end = received.indexOf('\r\n\r\n');
  if (end === -1) return false;
  const head = received.slice(0, end);
  const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? (/^HTTP\/1.1 (204|304)/.test(head) ? 0 : Number.NaN));
  return received.length - end - 4 >= length;
};
