import { run } from '@matinee/tests/support/run';
import type { Side, Work } from '../measure/turns.ts';

export type Requests = {
  port: number;
  /** The paths of the requests, taken in turn. */
  paths: string[];
  method?: 'GET' | 'POST' | 'PUT';
  body?: string;
  /** An API key. */
  key?: string;
  connections?: number;
  /** The mean pause of a connection before each request, in whole ms: for latencies below the top rate. */
  delayMs?: number;
};

let runs = 0;

/** Sends requests by wrk with one thread. @param seconds whole ones */
export const wrk = async (requests: Requests, seconds = 1): Promise<Required<Work>> => {
  const { port, paths, method = 'GET', body, key, connections = 64, delayMs } = requests;
  const file = `${process.env.MATINEE_STATE}/wrk-paths`;
  if (paths.length > 1) await Bun.write(file, `${paths.join('\n')}\n`);
  const env = {
    METHOD: method,
    RUN: String(runs++),
    ...(body && { BODY: body }),
    ...(key && { KEY: key }),
    ...(delayMs && { DELAY: String(delayMs) }),
    ...(paths.length > 1 && { PATHS: file }),
  };
  const url = `http://127.0.0.1:${port}${paths[0]}`;
  const options = ['-t1', `-c${connections}`, `-d${seconds}`, '--timeout', '30', '-s', 'bench/load/wrk.lua'];
  const printed = await run(['wrk', ...options, url], env);
  return JSON.parse(printed.trim().split('\n').at(-1) ?? '') as Required<Work>;
};

export const wrkSide = (requests: Requests, processes: Record<string, number> = {}): Side => ({
  measure: () => wrk(requests),
  processes,
});
