import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { Growth } from './results.ts';

/** Writes a chart as SVG. */
export const writeChart = async (file: string, chart: TopLevelSpec): Promise<void> => {
  const view = new View(parse(compile(chart).spec), { renderer: 'none' });
  await Bun.write(file, await view.toSVG());
  view.finalize();
};

/** How something grows: both axes logarithmic, so that twice as much is the same step everywhere. */
export const growthChart = ({ title, of, unit, points }: Growth): TopLevelSpec => ({
  title,
  width: 420,
  height: 280,
  background: 'white',
  data: { values: points },
  mark: { type: 'line', point: true },
  encoding: {
    x: { field: 'size', type: 'quantitative', scale: { type: 'log' }, title: of, axis: { format: '~s' } },
    y: { field: 'value', type: 'quantitative', scale: { type: 'log' }, title: unit },
    color: { field: 'series', type: 'nominal', title: null, sort: null, legend: { labelLimit: 400 } },
  },
});
