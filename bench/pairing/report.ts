// A load's numbers as a table and as a chart.
import type { TopLevelSpec } from 'vega-lite';
import { type Percentiles, percentiles } from '../load/latencies.ts';
import { type Measured, steps } from './scenarios.ts';

/** Milliseconds, and requests per second. */
export type Row = Percentiles & { load: string; step: string; requests: number; errors: number; rate: number; mean: number };

export const rowsOf = (load: string, { measured, seconds }: { measured: Measured; seconds: number }): Row[] =>
  steps.map((step) => {
    const { requests, errors, latency } = measured[step];
    return { load, step, requests, errors, rate: requests / seconds, mean: latency.mean / 1000, ...percentiles(latency) };
  });

export const printRows = (rows: Row[]) => {
  const columns = ['requests', 'errors', 'rate', 'mean', 'p50', 'p90', 'p99', 'p999'] as const;
  for (const load of new Set(rows.map((row) => row.load))) {
    console.log(`${load}\n  ${'step'.padEnd(8)}${columns.map((name) => name.replace('999', '99.9').padStart(10)).join('')}`);
    for (const row of rows.filter((one) => one.load === load)) {
      const cells = columns.map((name) => row[name].toFixed(['requests', 'errors', 'rate'].includes(name) ? 0 : 2).padStart(10));
      console.log(`  ${row.step.padEnd(8)}${cells.join('')}`);
    }
  }
};

export const latencyChart = (rows: Row[]): TopLevelSpec => ({
  title: 'Pairing: latency per step (ms, logarithmic)',
  background: 'white',
  data: {
    values: rows.flatMap((row) =>
      (['p50', 'p90', 'p99', 'p999'] as const).map((name) => ({
        load: row.load,
        step: row.step,
        percentile: name.replace('999', '99.9'),
        ms: row[name],
      })),
    ),
  },
  facet: { column: { field: 'load', title: null } },
  spec: {
    width: 360,
    height: 260,
    mark: { type: 'line', point: true },
    encoding: {
      x: { field: 'percentile', type: 'ordinal', sort: null, title: null, axis: { labelAngle: 0 } },
      y: { field: 'ms', type: 'quantitative', scale: { type: 'log' }, title: 'ms' },
      color: { field: 'step', type: 'nominal', sort: [...steps], title: null },
    },
  },
});
