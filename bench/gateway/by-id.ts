// A movie by its id through the gateway and through nginx, in front of the same inventory.
import { wrkSide } from '../load/wrk.ts';
import { perRound } from '../measure/rounds.ts';
import { inTurns } from '../measure/turns.ts';
import type { Platform } from '../platform.ts';
import type { Results } from '../report/results.ts';
import type { Service } from '../services.ts';

export const measureById = async (
  results: Results,
  platform: Platform,
  path: string,
  { gateway, nginx }: Record<'gateway' | 'nginx', Service>,
) => {
  results.section('Reading a movie by its id, 64 connections, in front of the same inventory');
  const tally = { errors: 0 };
  const behind = { inventory: await platform.pidOf('inventory_app'), PostgreSQL: await platform.postgresPid() };
  const rates = await inTurns(4, {
    nginx: wrkSide({ port: nginx.port, path }, tally, { hop: nginx.pid, ...behind }),
    gateway: wrkSide({ port: gateway.port, path }, tally, { hop: gateway.pid, ...behind }),
  });
  results.line('nginx, one worker', rates.nginx, 'requests/s');
  results.line('gateway', rates.gateway, 'requests/s');
  results.ratio('movie by id: gateway : nginx', perRound(rates.gateway.values, rates.nginx.values), { atLeast: 0.6 });
  results.amount('movie by id: errors', tally.errors, '', { atMost: 0 });
};
