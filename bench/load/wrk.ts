import { run } from '@matinee/testing/run';
import type { Percentiles } from './latencies.ts';

/** Rate per second, latencies in ms. */
export type Closed = Percentiles & { rate: number; errors: number };

let best = 0;
/** The highest rate that wrk has seen in this run: what it must itself be able to send. */
export const fastest = (): number => best;

/**
 * Sends requests as fast as they are answered, by wrk with one thread.
 * @param script a Lua file that says what is sent @param env what it reads @param seconds whole ones
 */
export const wrk = async (
  url: string,
  { connections = 64, seconds = 1, script = 'bench/load/get.lua', env = {} as Record<string, string> } = {},
): Promise<Closed> => {
  const out = await run(['wrk', '-t1', `-c${connections}`, `-d${seconds}`, '-s', script, url], env);
  // What load/done.lua prints.
  const seen = JSON.parse(out.trim().split('\n').at(-1) ?? '') as Closed;
  best = Math.max(best, seen.rate);
  return seen;
};
