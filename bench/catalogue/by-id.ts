// Films read by id, beside pgbench.
import { run } from '@matinee/testing/run';
import { wrk } from '../load/wrk.ts';
import { interleave, perRound } from '../measure/rounds.ts';
import type { Platform } from '../platform.ts';
import type { Results } from '../report/results.ts';

/** Reads films with the ids from 1 to `films`, by wrk at a port. */
export const readById = (port: number, films: number, options: { seconds?: number } = {}) =>
  wrk(`http://127.0.0.1:${port}`, { ...options, script: 'bench/catalogue/read-movie.lua', env: { FILMS: String(films) } });

export const measureById = async (results: Results, platform: Platform, films: number) => {
  const seen: Record<'p50' | 'p99' | 'p999', number[]> = { p50: [], p99: [], p999: [] };
  let errors = 0;
  const PostgreSQL = await platform.postgresPid();
  const inventory = await platform.pidOf('inventory_app');
  const rates = await interleave(9, {
    pgbench: {
      measure: async () => {
        const options = ['-n', '-M', 'prepared', '-c', '16', '-j', '1', '-T', '1', '-D', `films=${films}`];
        const out = await run(['pgbench', ...options, '-f', 'bench/catalogue/read-movie.sql', platform.inventoryUrl]);
        return Number(/tps = ([\d.]+)/.exec(out)?.[1]);
      },
      processes: { PostgreSQL },
    },
    inventory: {
      measure: async () => {
        const load = await readById(platform.inventoryPort, films);
        for (const name of ['p50', 'p99', 'p999'] as const) seen[name].push(load[name]);
        errors += load.errors;
        return load.rate;
      },
      processes: { inventory, PostgreSQL },
    },
  });
  // The warm-up's come first.
  const [p50, p99, p999] = [seen.p50.slice(1), seen.p99.slice(1), seen.p999.slice(1)];
  results.section('Reading films by id');
  results.line('pgbench, prepared, 16 clients', rates.pgbench, 'films/s');
  results.line('inventory, 64 connections', rates.inventory, 'films/s');
  results.line('its p50', p50, 'ms');
  results.line('its p99', p99, 'ms');
  results.line('its p99.9', p999, 'ms');
  results.ratio('inventory : pgbench', perRound(rates.inventory.values, rates.pgbench.values), { atLeast: 1 });
  results.ratio('reading by id: p99 : p50', perRound(p99, p50), { atMost: 3 });
  results.amount('reading by id: errors', errors, '', { atMost: 0 });
};
