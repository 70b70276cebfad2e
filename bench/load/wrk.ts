import { run } from '@matinee/testing/run';

/** Rate per second, latencies in ms. */
export type Closed = { rate: number; errors: number; p50: number; p99: number };

/** Sends requests as fast as they are answered, by wrk with one thread. @param script a Lua file that says what is sent @param env what it reads */
export const wrk = async (url: string, { connections = 64, seconds = 5, script = '', env = {} } = {}): Promise<Closed> => {
  const args = ['-t1', `-c${connections}`, `-d${seconds}`, '--latency', ...(script ? ['-s', script] : [])];
  const out = await run(['wrk', ...args, url], env);
  let errors = Number(/Non-2xx or 3xx responses: (\d+)/.exec(out)?.[1] ?? 0);
  for (const [, count] of out.matchAll(/(?:connect|read|write|timeout) (\d+)/g)) errors += Number(count);
  const percentile = (p: number) => {
    const [, value, unit] = new RegExp(`${p}%\\s+([\\d.]+)(us|ms|s)`).exec(out) ?? [];
    return Number(value) * { us: 0.001, ms: 1, s: 1000 }[(unit ?? 's') as 'us' | 'ms' | 's'];
  };
  return { rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(out)?.[1]), errors, p50: percentile(50), p99: percentile(99) };
};
