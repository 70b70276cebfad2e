import { mkdirSync, rmSync } from 'node:fs';
import { run } from '@matinee/tests/support/run';
import type { Side } from '../measure/turns.ts';

/** 128 at most, as many as pgbench takes. */
type Options = { url: string; folder: string; scripts: string[]; clients: number };

/** Seconds that pgbench runs. In the first one, which does not count, it connects, and prepares and plans each script. */
const seconds = 3;

/** Statements run by pgbench, prepared. With a plan for each execution pgbench would be six to eight times slower. */
export const pgbenchSide = ({ url, folder, scripts, clients }: Options, processes: Record<string, number>): Side => ({
  processes,
  prepare: async () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [index, text] of scripts.entries()) await Bun.write(`${folder}/${index}.sql`, text);
  },
  measure: async () => {
    const files = scripts.flatMap((_, index) => ['-f', `${folder}/${index}.sql`]);
    const options = ['-n', '-M', 'prepared', '-c', String(clients), '-j', '1', '-T', String(seconds), '-P', '1'];
    const printed = await run(['bash', '-c', 'exec pgbench "$@" 2>&1', 'pgbench', ...options, ...files, url], {
      PGOPTIONS: '-c plan_cache_mode=force_generic_plan',
    });
    const rates = [...printed.matchAll(/^progress: .* s, ([\d.]+) tps/gm)].map(([, rate]) => Number(rate)).slice(1);
    if (rates.length === 0) throw new Error(`pgbench reported no rate:\n${printed}`);
    return { count: rates.reduce((sum, rate) => sum + rate), seconds: rates.length };
  },
});
