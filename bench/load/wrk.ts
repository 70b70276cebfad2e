import type { Side, Worker } from '../measure/turns.ts';
import { startToEnd } from '../processes.ts';
import type { Percentiles } from './latencies.ts';

/** Rate per second, latencies in ms. */
export type Closed = Percentiles & { requests: number; rate: number; errors: number };

/** Counts what went wrong in a whole benchmark. */
export type Tally = { errors: number };

export type Requests = {
  port: number;
  path?: string;
  /** A Lua file that says what is sent, and what it reads. */
  script?: string;
  env?: Record<string, string>;
  connections?: number;
};

let best = 0;
let runs = 0;
/** The highest rate that wrk has seen in this run: what it must itself be able to send. */
export const fastest = (): number => best;

const begin = (
  { port, path = '', script = 'bench/load/get.lua', env = {}, connections = 64 }: Requests,
  seconds: number,
  tally: Tally,
) => {
  const url = `http://127.0.0.1:${port}${path}`;
  const command = ['wrk', '-t1', `-c${connections}`, `-d${seconds}`, '--timeout', '30', '-s', script, url];
  const { pid, printed } = startToEnd(command, { RUN: String(runs++), ...env });
  const seen = printed.then((out) => {
    // What load/done.lua prints.
    const closed = JSON.parse(out.trim().split('\n').at(-1) ?? '') as Closed;
    tally.errors += closed.errors;
    best = Math.max(best, closed.rate);
    return closed;
  });
  return { pid, seen };
};

/** Sends requests as fast as they are answered, by wrk with one thread. @param seconds whole ones */
export const wrk = (requests: Requests, { seconds = 1, tally = { errors: 0 } } = {}): Promise<Closed> =>
  begin(requests, seconds, tally).seen;

/** The same as a side of a comparison. */
export const wrkSide = (
  requests: Requests,
  tally: Tally,
  processes: Record<string, number> = {},
): Side & { start: (seconds: number) => Worker } => ({
  inFlight: requests.connections ?? 64,
  processes,
  start: (seconds) => {
    const { pid, seen } = begin(requests, seconds, tally);
    return { pid, ended: seen.then((closed) => closed.requests) };
  },
});
