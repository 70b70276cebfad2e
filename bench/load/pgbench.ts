import { mkdirSync, rmSync } from 'node:fs';
import { until } from '@matinee/tests/support/wait';
import { readProcess } from '../measure/processes.ts';
import type { Side } from '../measure/turns.ts';
import { startToEnd } from '../processes.ts';

type Options = {
  url: string;
  /** Where its scripts and its log are written. */
  folder: string;
  scripts: string[];
  clients: number;
};

/** From its start to the first statement that counts, ms: it connects, and prepares and plans each script once in each connection. */
const warmUpMs = 800;

/**
 * Statements run by pgbench as a side of a comparison. Statements count from the end of its warm-up: sixteen new connections take it a third
 * of a round of a second. It is told to end by SIGALRM, as by its own timer, which runs on while pgbench is stopped.
 */
export const pgbenchSide = ({ url, folder, scripts, clients }: Options, processes: Record<string, number>): Side => ({
  inFlight: clients,
  processes,
  start: async (seconds) => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const files = scripts.map((_, index) => `${folder}/${index}.sql`);
    for (const [index, text] of scripts.entries()) await Bun.write(files[index] ?? '', text);
    const options = ['-n', '-M', 'prepared', '-c', String(clients), '-j', '1', '-T', '600', '-l', `--log-prefix=${folder}/log`];
    // A plan for each execution takes as long as eight statements.
    const env = { PGOPTIONS: '-c plan_cache_mode=force_generic_plan' };
    const { pid, printed } = startToEnd(['pgbench', ...options, ...files.flatMap((file) => ['-f', file]), url], env);
    await Promise.race([Bun.sleep(warmUpMs), printed]);
    process.kill(pid, 'SIGSTOP');
    await until('pgbench to stop', async () => readProcess(pid)?.state === 'T', 5);
    const begun = Date.now() * 1000;
    setTimeout(() => readProcess(pid) && process.kill(pid, 'SIGALRM'), seconds * 1000);
    return {
      pid,
      ended: printed.then(async () => finishedAfter(await Bun.file(`${folder}/log.${pid}`).text(), begun) - clients),
    };
  },
});

/** Counts the lines of a log (client, number, duration, script, seconds, microseconds), in order of time, from a moment on, in µs. */
const finishedAfter = (log: string, moment: number): number => {
  const lines = log.trimEnd().split('\n');
  let [from, to] = [0, lines.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const [, , , , seconds, microseconds] = (lines[middle] ?? '').split(' ').map(Number);
    if ((seconds ?? 0) * 1e6 + (microseconds ?? 0) > moment) to = middle;
    else from = middle + 1;
  }
  return lines.length - from;
};
