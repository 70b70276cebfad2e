// Films read by id, beside pgbench.
import { type Requests, wrk, wrkSide } from '../load/wrk.ts';
import { perRound } from '../measure/rounds.ts';
import { inTurns, type Side } from '../measure/turns.ts';
import type { Platform } from '../platform.ts';
import { startToEnd } from '../processes.ts';
import type { Results } from '../report/results.ts';

/** Films to be read at a port, by their ids from 1 to `films`. */
export const reads = (port: number, films: number): Requests => ({
  port,
  script: 'bench/catalogue/read-movie.lua',
  env: { FILMS: String(films) },
});

const clients = 16;

const pgbench = ({ inventoryUrl }: Platform, films: number): Side => ({
  inFlight: clients,
  start: (seconds) => {
    const options = ['-n', '-M', 'prepared', '-c', String(clients), '-j', '1', '-T', String(seconds), '-D', `films=${films}`];
    const { pid, printed } = startToEnd(['pgbench', ...options, '-f', 'bench/catalogue/read-movie.sql', inventoryUrl]);
    return { pid, ended: printed.then((out) => Number(/actually processed: (\d+)/.exec(out)?.[1])) };
  },
});

export const measureById = async (results: Results, platform: Platform, films: number) => {
  const tally = { errors: 0 };
  const PostgreSQL = await platform.postgresPid();
  const inventory = await platform.pidOf('inventory_app');
  const requests = reads(platform.inventoryPort, films);
  const rates = await inTurns(4, {
    pgbench: { ...pgbench(platform, films), processes: { PostgreSQL } },
    inventory: wrkSide(requests, tally, { inventory, PostgreSQL }),
  });
  const seen = [];
  for (let round = 0; round < 8; round++) seen.push(await wrk(requests, { tally }));
  const [p50, p99, p999] = [seen.map((one) => one.p50), seen.map((one) => one.p99), seen.map((one) => one.p999)];
  results.section('Reading films by id');
  results.line('pgbench, prepared, 16 clients', rates.pgbench, 'films/s');
  results.line('inventory, 64 connections', rates.inventory, 'films/s');
  results.line('its p50', p50, 'ms');
  results.line('its p99', p99, 'ms');
  results.line('its p99.9', p999, 'ms');
  results.ratio('inventory : pgbench', perRound(rates.inventory.values, rates.pgbench.values), { atLeast: 1 });
  results.ratio('reading by id: p99 : p50', perRound(p99, p50), { atMost: 3 });
  results.amount('reading by id: errors', tally.errors, '', { atMost: 0 });
};
