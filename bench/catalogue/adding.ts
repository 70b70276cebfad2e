// Films added, beside one insert a request.
import { type Requests, wrkSide } from '../load/wrk.ts';
import { perRound } from '../measure/rounds.ts';
import { inTurns } from '../measure/turns.ts';
import type { Platform } from '../platform.ts';
import { answers, freePort, start } from '../processes.ts';
import type { Results } from '../report/results.ts';

/** Films to be added at a port. */
export const additions = (port: number): Requests => ({ port, path: '/api/movies', script: 'bench/catalogue/add-movie.lua' });

export const measureAdding = async (results: Results, platform: Platform) => {
  const port = await freePort();
  const oneInsert = await start(['bun', 'bench/catalogue/one-insert.ts', String(port)], {
    ready: answers(`http://127.0.0.1:${port}`),
  });
  const tally = { errors: 0 };
  const PostgreSQL = await platform.postgresPid();
  const inventory = await platform.pidOf('inventory_app');
  const rates = await inTurns(5, {
    one: wrkSide(additions(port), tally, { server: oneInsert.pid, PostgreSQL }),
    inventory: wrkSide(additions(platform.inventoryPort), tally, { inventory, PostgreSQL }),
  });
  await oneInsert.stop();
  results.section('Adding films, 64 connections');
  results.line('one insert a request', rates.one, 'films/s');
  results.line('inventory', rates.inventory, 'films/s');
  results.ratio('adding: inventory : one insert a request', perRound(rates.inventory.values, rates.one.values), { atLeast: 3 });
  results.amount('adding: errors', tally.errors, '', { atMost: 0 });
};
