// The latency that a hop adds at a rate that every side can bear.
import { median } from 'simple-statistics';
import { wrkSide } from '../load/wrk.ts';
import { inTurns } from '../measure/turns.ts';
import type { Report } from '../report.ts';
import type { Service } from '../start.ts';

/** Ms; smaller differences are noise. */
const minDifference = 0.02;

const names = ['direct', 'nginx', "Fastify's http-proxy", 'gateway'] as const;

export const measureLatency = async (report: Report, services: Record<(typeof names)[number], Service>) => {
  report.section('The latency that the hop adds, about 1,000 requests/s over 8 connections');
  const sides = names.map((name) => {
    const { port, pid } = services[name];
    return [name, wrkSide({ port, paths: ['/api/movies/1'], connections: 8, delayMs: 8 }, { server: pid })] as const;
  });
  const rounds = await inTurns(6, Object.fromEntries(sides));
  report.rates('latency', rounds, 'requests/s');
  /** The median of the rounds' own differences. */
  const added = (percentile: 'p50' | 'p99', name: (typeof names)[number]) => {
    const differences = (rounds[name] ?? []).map((sample, round) => {
      const direct = rounds.direct?.[round]?.[percentile] ?? Number.NaN;
      return sample[percentile] - direct;
    });
    return Math.max(minDifference, median(differences));
  };
  for (const percentile of ['p50', 'p99'] as const) {
    const of = (name: (typeof names)[number]) => added(percentile, name);
    report.add(`${percentile} that the gateway adds`, of('gateway'), 'ms');
    report.add(`${percentile} that the gateway adds : nginx`, of('gateway') / of('nginx'), '', { atMost: 2 });
    report.add(`${percentile} that the gateway adds : Fastify's http-proxy`, of('gateway') / of("Fastify's http-proxy"));
  }
};
