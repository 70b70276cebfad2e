// The latency that a hop adds at a rate that no side has trouble with.
import { openLoop, summary } from '../load/open-loop.ts';
import { interleave } from '../measure/rounds.ts';
import { spread } from '../measure/spread.ts';
import type { Results } from '../report/results.ts';
import type { Service } from '../services.ts';

const request = 'GET /api/movies/1 HTTP/1.1\r\nHost: bench\r\n\r\n';
const names = ['direct', 'nginx', 'gateway'] as const;
const percentiles = ['p50', 'p99', 'p999'] as const;

// What lies below the clock's and the machine's noise is no ratio: a twentieth of a millisecond is the least that is told apart.
const least = 0.05;

export const measureLatency = async (results: Results, services: Record<(typeof names)[number], Service>) => {
  results.section('What the hop adds at 1,000 requests/s, from the moment at which each was meant to start');
  const seen = Object.fromEntries(
    percentiles.map((percentile) => [percentile, { direct: [], nginx: [], gateway: [] }]),
  ) as unknown as Record<(typeof percentiles)[number], Record<(typeof names)[number], number[]>>;
  let errors = 0;
  const side = (name: (typeof names)[number]) => ({
    measure: async () => {
      const load = summary(
        await openLoop({
          port: services[name].port,
          rate: 1000,
          seconds: 0.3,
          warmUp: 0.1,
          connections: 32,
          next: () => request,
        }),
      );
      errors += load.errors;
      for (const percentile of percentiles) seen[percentile][name].push(load[percentile]);
      return load.p50;
    },
  });
  await interleave(20, { direct: side('direct'), nginx: side('nginx'), gateway: side('gateway') });
  // The warm-up's round comes first.
  for (const percentile of percentiles) for (const name of names) seen[percentile][name].shift();

  for (const name of names) {
    for (const percentile of percentiles)
      results.line(`${name}, ${percentile.replace('999', '99.9')}`, seen[percentile][name], 'ms');
  }
  for (const percentile of ['p50', 'p99'] as const) {
    const { direct, nginx, gateway } = seen[percentile];
    // Of two small differences the medians say more than the rounds' own ratios do.
    const added = (hop: number[]) => Math.max(least, spread(hop.map((value, round) => value - (direct[round] ?? 0))).median);
    results.ratio(`${percentile} that the gateway adds : that nginx adds`, [added(gateway) / added(nginx)], { atMost: 2 });
  }
  results.amount('added latency: errors', errors, '', { atMost: 0 });
};
