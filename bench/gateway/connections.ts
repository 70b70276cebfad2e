// From one connection to many.
import { interleave } from '../measure/rounds.ts';
import { spread } from '../measure/spread.ts';
import type { Point, Results } from '../report/results.ts';
import type { Service } from '../services.ts';
import { readingFilm } from './rate.ts';

export const measureConnections = async (results: Results, film: string, services: Record<'gateway' | 'nginx', Service>) => {
  const { rateOf, errors } = readingFilm(film);
  const points: Point[] = [];
  for (const size of [1, 16, 64, 256]) {
    const rates = await interleave(
      2,
      {
        gateway: rateOf(services.gateway, {}, undefined, size),
        nginx: rateOf(services.nginx, {}, undefined, size),
      },
      { warmUp: 0 },
    );
    for (const series of ['gateway', 'nginx'] as const) {
      points.push({ series, size, value: spread(rates[series].values).median });
    }
  }
  results.growth('growth-connections', 'A film by its id, by the number of connections', 'connections', 'requests/s', points);
  results.amount('1 to 256 connections: errors', errors(), '', { atMost: 0 });
};
