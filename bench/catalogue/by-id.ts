// Movies read by id, beside the plainest SQL, under pgbench and behind Fastify.
import type postgres from 'postgres';
import { type Requests, type Tally, wrk, wrkSide } from '../load/wrk.ts';
import { perRound } from '../measure/rounds.ts';
import { besidePeers } from '../measure/turns.ts';
import type { Platform } from '../platform.ts';
import type { Results } from '../report/results.ts';
import type { Service } from '../services.ts';
import { checkPlans, plainSide, readStatement } from './plain.ts';

/** Movies to be read at a port, by their ids from 1 to `movies`. */
export const reads = (port: number, movies: number): Requests => ({
  port,
  script: 'bench/catalogue/read-movie.lua',
  env: { MOVIES: String(movies) },
});

/** A platform's catalogue with its number of movies, and what is measured beside it. */
export type Catalogue = { platform: Platform; sql: postgres.Sql; movies: number; fastify: Service; tally: Tally };

export const measureById = async (results: Results, { platform, sql, movies, fastify, tally }: Catalogue) => {
  const PostgreSQL = await platform.postgresPid();
  const inventory = await platform.pidOf('inventory_app');
  const requests = reads(platform.inventoryPort, movies);
  const statement = await readStatement('by-id');
  await checkPlans(sql, statement, [{ id: 1 }, { id: movies }]);
  const rates = await besidePeers(
    3,
    {
      pgbench: plainSide(platform, statement, [], movies, PostgreSQL),
      fastify: wrkSide(reads(fastify.port, movies), tally, { server: fastify.pid, PostgreSQL }),
      inventory: wrkSide(requests, tally, { inventory, PostgreSQL }),
    },
    ['pgbench', 'fastify'],
  );
  const seen = [];
  for (let round = 0; round < 8; round++) seen.push(await wrk(requests, { tally }));
  const [p50, p99, p999] = [seen.map((one) => one.p50), seen.map((one) => one.p99), seen.map((one) => one.p999)];
  results.section('Reading movies by id');
  results.lines('by id', rates, 'movies/s');
  results.line('its p50', p50, 'ms');
  results.line('its p99', p99, 'ms');
  results.line('its p99.9', p999, 'ms');
  results.ratio('by id: inventory : pgbench', perRound(rates.inventory.values, rates.pgbench.values), { atLeast: 1 });
  results.ratio('by id: inventory : Fastify', perRound(rates.inventory.values, rates.fastify.values), { atLeast: 2.5 });
  results.ratio('by id: p99 : p50', perRound(p99, p50), { atMost: 3 });
};
