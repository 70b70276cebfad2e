// Movies added, beside one insert a request and beside Fastify.
import { wrkSide } from '../load/wrk.ts';
import { inTurns, ratios } from '../measure/turns.ts';
import { startPeer } from '../peers/start.ts';
import type { Report } from '../report.ts';
import { additions, type Catalogue } from './movies.ts';

export const measureAdding = async (report: Report, { platform, fastify, PostgreSQL, processes }: Catalogue) => {
  report.section('Adding movies, 64 connections');
  const oneInsert = await startPeer('one-insert.ts', { DATABASE_URL: platform.inventoryUrl });
  const rounds = await inTurns(
    4,
    {
      'one insert a request': wrkSide(additions(oneInsert.port), { server: oneInsert.pid, PostgreSQL }),
      Fastify: wrkSide(additions(fastify.port), { Fastify: fastify.pid, PostgreSQL }),
      inventory: wrkSide(additions(platform.inventoryPort), processes),
    },
    { peers: ['one insert a request', 'Fastify'] },
  );
  await oneInsert.stop();
  report.rates('adding', rounds, 'movies/s');
  const { inventory } = rounds;
  report.add('adding: inventory : one insert a request', ratios(inventory, rounds['one insert a request']), '', { atLeast: 3 });
  report.add('adding: inventory : Fastify', ratios(inventory, rounds.Fastify), '', { atLeast: 3 });
};
