// Films added, beside one insert a request.
import { wrk } from '../load/wrk.ts';
import { interleave, perRound } from '../measure/rounds.ts';
import type { Platform } from '../platform.ts';
import { answers, freePort, start } from '../processes.ts';
import type { Results } from '../report/results.ts';

/** Adds films, by wrk at a port. */
export const add = (port: number) => wrk(`http://127.0.0.1:${port}/api/movies`, { script: 'bench/catalogue/add-movie.lua' });

export const measureAdding = async (results: Results, platform: Platform) => {
  const port = await freePort();
  const oneInsert = await start(['bun', 'bench/catalogue/one-insert.ts', String(port)], {
    ready: answers(`http://127.0.0.1:${port}`),
  });
  let errors = 0;
  const rate = (at: number) => async () => {
    const load = await add(at);
    errors += load.errors;
    return load.rate;
  };
  const PostgreSQL = await platform.postgresPid();
  const inventory = await platform.pidOf('inventory_app');
  const rates = await interleave(
    6,
    {
      one: { measure: rate(port), processes: { server: oneInsert.pid, PostgreSQL } },
      inventory: { measure: rate(platform.inventoryPort), processes: { inventory, PostgreSQL } },
    },
    { until: [['inventory', 'one']] },
  );
  await oneInsert.stop();
  results.section('Adding films, 64 connections');
  results.line('one insert a request', rates.one, 'films/s');
  results.line('inventory', rates.inventory, 'films/s');
  results.ratio('adding: inventory : one insert a request', perRound(rates.inventory.values, rates.one.values), { atLeast: 3 });
  results.amount('adding: errors', errors, '', { atMost: 0 });
};
