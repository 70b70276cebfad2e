// A film by its id through the gateway and through nginx, in front of the same inventory.
import { interleave, perRound } from '../measure/rounds.ts';
import type { Platform } from '../platform.ts';
import type { Results } from '../report/results.ts';
import type { Service } from '../services.ts';
import { readingFilm } from './rate.ts';

export const measureById = async (
  results: Results,
  platform: Platform,
  film: string,
  { gateway, nginx }: Record<'gateway' | 'nginx', Service>,
) => {
  results.section('Reading a film by its id, 64 connections, in front of the same inventory');
  const { rateOf, errors } = readingFilm(film);
  const others = { inventory: await platform.pidOf('inventory_app'), PostgreSQL: await platform.postgresPid() };
  const { inventory: pid, PostgreSQL } = others;
  const rates = await interleave(
    6,
    {
      direct: rateOf({ port: platform.inventoryPort, pid }, { PostgreSQL }),
      nginx: rateOf(nginx, others),
      gateway: rateOf(gateway, others),
    },
    { until: [['gateway', 'nginx']] },
  );
  results.line('inventory, no hop', rates.direct, 'requests/s');
  results.line('nginx, one worker', rates.nginx, 'requests/s');
  results.line('gateway', rates.gateway, 'requests/s');
  results.ratio('film by id: gateway : nginx', perRound(rates.gateway.values, rates.nginx.values), { atLeast: 0.7 });
  results.amount('film by id: errors', errors(), '', { atMost: 0 });
};
