// Movies read by id, beside plain SQL under pgbench and beside Fastify.
import { wrkSide } from '../load/wrk.ts';
import { inTurns, ratios } from '../measure/turns.ts';
import type { Report } from '../report.ts';
import { type Catalogue, reads } from './movies.ts';
import { checkPlans, plainSide, readStatement } from './plain.ts';

export const measureById = async (report: Report, { platform, sql, movies, fastify, PostgreSQL, processes }: Catalogue) => {
  report.section('Reading movies by id, 64 connections');
  const statement = await readStatement('by-id');
  await checkPlans(sql, statement, [{ id: 1 }, { id: movies }]);
  const rounds = await inTurns(
    5,
    {
      pgbench: plainSide(platform, statement, [], movies, PostgreSQL),
      Fastify: wrkSide(reads(fastify.port, movies), { Fastify: fastify.pid, PostgreSQL }),
      inventory: wrkSide(reads(platform.inventoryPort, movies), processes),
    },
    { peers: ['pgbench', 'Fastify'] },
  );
  report.rates('by id', rounds, 'movies/s');
  report.add('by id: inventory : pgbench', ratios(rounds.inventory, rounds.pgbench), '', { atLeast: 1 });
  report.add('by id: inventory : Fastify', ratios(rounds.inventory, rounds.Fastify), '', { atLeast: 2.5 });
  const spread = rounds.inventory.map(({ p50, p99 }) => p99 / p50);
  report.add('by id: p99 : p50', spread, '', { atMost: 3 });
};
