// A load's numbers as a table, as JSON and as a chart.
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { type Measured, steps } from './scenarios.ts';

/** Milliseconds, and requests per second. */
type Row = {
  load: string;
  step: string;
  requests: number;
  errors: number;
  rate: number;
  mean: number;
  p50: number;
  p90: number;
  p99: number;
  p999: number;
};

export const rowsOf = (load: string, { measured, seconds }: { measured: Measured; seconds: number }): Row[] =>
  steps.map((step) => {
    const { requests, errors, latency } = measured[step];
    const at = (percentile: number) => latency.getValueAtPercentile(percentile) / 1000;
    const [p50, p90, p99, p999] = [at(50), at(90), at(99), at(99.9)];
    return { load, step, requests, errors, rate: requests / seconds, mean: latency.mean / 1000, p50, p90, p99, p999 };
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

const chart = (rows: Row[]): TopLevelSpec => ({
  title: 'Pairing: latency per step (ms, logarithmic)',
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

/** Writes `pairing.json` and `pairing.svg` into a folder. @param more further numbers for the JSON */
export const writeReport = async (folder: string, rows: Row[], more: object) => {
  await Bun.write(`${folder}/pairing.json`, `${JSON.stringify({ loads: rows, ...more }, null, 2)}\n`);
  const view = new View(parse(compile(chart(rows)).spec), { renderer: 'none' });
  await Bun.write(`${folder}/pairing.svg`, await view.toSVG());
  view.finalize();
};
