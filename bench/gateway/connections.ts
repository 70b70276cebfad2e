// From one connection to many.
import { wrkSide } from '../load/wrk.ts';
import { spread } from '../measure/spread.ts';
import { inTurns } from '../measure/turns.ts';
import type { Point, Results } from '../report/results.ts';
import type { Service } from '../services.ts';

export const measureConnections = async (
  results: Results,
  path: string,
  { gateway, nginx }: Record<'gateway' | 'nginx', Service>,
) => {
  const tally = { errors: 0 };
  const points: Point[] = [];
  for (const connections of [1, 16, 64, 256]) {
    const side = ({ port }: Service) => wrkSide({ port, path, connections }, tally);
    const rates = await inTurns(1, { gateway: side(gateway), nginx: side(nginx) }, { warmUp: 0 });
    for (const series of ['gateway', 'nginx'] as const) {
      points.push({ series, size: connections, value: spread(rates[series].values).median });
    }
  }
  results.growth('growth-connections', 'A movie by its id, by the number of connections', 'connections', 'requests/s', points);
  results.amount('1 to 256 connections: errors', tally.errors, '', { atMost: 0 });
};
