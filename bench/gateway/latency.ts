// The latency that a hop adds at a rate that no side has trouble with.
import { openLoop } from '../load/open-loop.ts';
import { interleave } from '../measure/rounds.ts';
import { spread } from '../measure/spread.ts';
import type { Results } from '../report/results.ts';
import type { Service } from '../services.ts';

const request = 'GET /api/movies/1 HTTP/1.1\r\nHost: bench\r\n\r\n';
const names = ['direct', 'nginx', 'gateway'] as const;
const percentiles = ['p50', 'p99', 'p999'] as const;

// What lies below the clock's and the machine's noise is no ratio: a fiftieth of a millisecond is the least that is told apart.
const least = 0.02;

export const measureLatency = async (results: Results, services: Record<(typeof names)[number], Service>) => {
  results.section('What the hop adds at 1,000 requests/s, from the moment at which each was meant to start');
  const seen = Object.fromEntries(
    percentiles.map((percentile) => [percentile, { direct: [], nginx: [], gateway: [] }]),
  ) as unknown as Record<(typeof percentiles)[number], Record<(typeof names)[number], number[]>>;
  let errors = 0;
  const loops = await Promise.all(
    names.map(async (name) => ({
      name,
      loop: await openLoop({ port: services[name].port, connections: 32, next: () => request, spin: true }),
    })),
  );
  const warmUp = 5;
  const sides = loops.map(({ name, loop }) => {
    const measure = async () => {
      const load = await loop.send({ rate: 1000, seconds: 0.2 });
      errors += load.errors;
      for (const percentile of percentiles) seen[percentile][name].push(load[percentile]);
      return load.p50;
    };
    return [name, { measure }] as const;
  });
  await interleave(20, Object.fromEntries(sides), { warmUp });
  // The warm-up's rounds come first.
  for (const percentile of percentiles) for (const name of names) seen[percentile][name].splice(0, warmUp);
  for (const { loop } of loops) loop.close();

  for (const name of names) {
    for (const percentile of percentiles)
      results.line(`${name}, ${percentile.replace('999', '99.9')}`, seen[percentile][name], 'ms');
  }
  // Of two small differences the medians say more than the rounds' own ratios do.
  const added = (percentile: 'p50' | 'p99', hop: 'nginx' | 'gateway') => {
    const { direct } = seen[percentile];
    return Math.max(least, spread(seen[percentile][hop].map((value, round) => value - (direct[round] ?? 0))).median);
  };
  results.ratio('p50 that the gateway adds : that nginx adds', [added('p50', 'gateway') / added('p50', 'nginx')], { atMost: 2 });
  // Where a hundredth of the requests meet a hitch of the machine, these are near to its noise, and their quotient is a number by chance.
  const atMost = Number((2 * added('p99', 'nginx')).toFixed(2));
  results.amount('p99 that nginx adds', added('p99', 'nginx'), 'ms');
  results.amount('p99 that the gateway adds, at most twice that', added('p99', 'gateway'), 'ms', { atMost });
  results.amount('added latency: errors', errors, '', { atMost: 0 });
};
