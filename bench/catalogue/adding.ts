// Movies added, beside one insert a request, and beside Fastify.
import { type Requests, wrkSide } from '../load/wrk.ts';
import { perRound } from '../measure/rounds.ts';
import { besidePeers } from '../measure/turns.ts';
import { startFastify } from '../peers/movies.ts';
import type { Platform } from '../platform.ts';
import { answers, freePort, start } from '../processes.ts';
import type { Results } from '../report/results.ts';

/** Movies to be added at a port. */
export const additions = (port: number): Requests => ({ port, path: '/api/movies', script: 'bench/catalogue/add-movie.lua' });

export const measureAdding = async (results: Results, platform: Platform, pool: number) => {
  const port = await freePort();
  const oneInsert = await start(['bun', 'bench/catalogue/one-insert.ts', String(port)], {
    ready: answers(`http://127.0.0.1:${port}`),
  });
  const fastify = await startFastify(platform, pool);
  const tally = { errors: 0 };
  const PostgreSQL = await platform.postgresPid();
  const inventory = await platform.pidOf('inventory_app');
  const sides = {
    one: wrkSide(additions(port), tally, { server: oneInsert.pid, PostgreSQL }),
    fastify: wrkSide(additions(fastify.port), tally, { server: fastify.pid, PostgreSQL }),
    inventory: wrkSide(additions(platform.inventoryPort), tally, { inventory, PostgreSQL }),
  };
  const rates = await besidePeers(4, sides, ['one', 'fastify']);
  for (const service of [oneInsert, fastify]) await service.stop();
  results.section('Adding movies, 64 connections');
  results.lines('adding', rates, 'movies/s');
  results.ratio('adding: inventory : one insert a request', perRound(rates.inventory.values, rates.one.values), { atLeast: 3 });
  results.ratio('adding: inventory : Fastify', perRound(rates.inventory.values, rates.fastify.values), { atLeast: 3 });
  results.amount('adding: errors', tally.errors, '', { atMost: 0 });
};
