// What the clients of pairing do: (create, query, pair) or (create, query, delete), at even odds.
import type { Histogram } from 'hdr-histogram-js';
import { latencies } from '../load/latencies.ts';
import { type Connection, connect } from './connection.ts';

export const steps = ['create', 'query', 'pair', 'delete'] as const;
export type Step = (typeof steps)[number];
/** Per step; `latency` in microseconds. */
export type Measured = Record<Step, { requests: number; errors: number; latency: Histogram }>;

const nothing = (): Measured =>
  Object.fromEntries(steps.map((step) => [step, { requests: 0, errors: 0, latency: latencies() }])) as unknown as Measured;

const maker = JSON.stringify({ entity: 'screen:42' });
const other = JSON.stringify({ entity: 'phone:77' });

/** Plays one scenario. @param intended when it was to begin: waiting for a connection counts as a part of its first step */
const play = async ({ send }: Connection, measured: Measured, intended: number) => {
  const step = async (name: Step, expected: number, method: string, path: string, body?: string) => {
    const start = name === 'create' ? intended : performance.now();
    const reply = await send(method, path, body);
    measured[name].requests += 1;
    if (reply.status !== expected) measured[name].errors += 1;
    measured[name].latency.recordValue(Math.max(1, Math.round((performance.now() - start) * 1000)));
    return reply;
  };
  const { status, body } = await step('create', 201, 'POST', '/api/tokens', maker);
  if (status !== 201) return;
  const path = `/api/tokens/${(JSON.parse(body) as { token: string }).token}`;
  await step('query', 200, 'GET', path);
  if (Math.random() < 0.5) await step('pair', 200, 'PUT', path, other);
  else await step('delete', 200, 'DELETE', path);
};

const connectAll = (port: number, count: number) => Promise.all(Array.from({ length: count }, () => connect(port)));

/** Closed loop: each user begins the next scenario when the last one is over. */
export const closedLoop = async ({ port, users, seconds }: { port: number; users: number; seconds: number }) => {
  const measured = nothing();
  const connections = await connectAll(port, users);
  const start = performance.now();
  const end = start + seconds * 1000;
  await Promise.all(
    connections.map(async (connection) => {
      while (performance.now() < end) await play(connection, measured, performance.now());
      connection.close();
    }),
  );
  return { measured, seconds: (performance.now() - start) / 1000 };
};

/** Open loop: scenarios begin at a rate, whatever the answers do. @param rate requests per second, three to a scenario */
export const openLoop = async ({ port, rate, seconds }: { port: number; rate: number; seconds: number }) => {
  const measured = nothing();
  const idle = await connectAll(port, 256);
  const waiting: number[] = [];
  const count = Math.round((rate / 3) * seconds);
  const start = performance.now();
  const intendedAt = (i: number) => start + (i * 3000) / rate;
  let begun = 0;
  let over = 0;
  const begin = async (connection: Connection, intended: number) => {
    await play(connection, measured, intended);
    over += 1;
    const next = waiting.shift();
    if (next === undefined) idle.push(connection);
    else void begin(connection, next);
  };
  await new Promise<void>((resolve) => {
    const pacer = setInterval(() => {
      for (const now = performance.now(); begun < count && intendedAt(begun) <= now; begun += 1) {
        const connection = idle.pop();
        if (connection) void begin(connection, intendedAt(begun));
        else waiting.push(intendedAt(begun));
      }
      // An answer that never comes is an error, not a wait without end.
      if ((begun < count || over < begun) && performance.now() < start + (seconds + 20) * 1000) return;
      clearInterval(pacer);
      resolve();
    }, 1);
  });
  measured.create.errors += begun - over;
  const elapsed = (performance.now() - start) / 1000;
  for (const connection of idle) connection.close();
  return { measured, seconds: elapsed };
};
