// The same questions to catalogues of different sizes.
import type postgres from 'postgres';
import { spread } from '../measure/spread.ts';
import { seconds } from '../measure/time.ts';
import type { Point, Results } from '../report/results.ts';
import { inventoryPaths, kinds, pagesOf } from './pages.ts';

const queriesEach = 60;
const timesEach = 2;

const ask = async (port: number, path: string) => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  await response.arrayBuffer();
};

/**
 * @param sql where the questions come from
 * @param catalogues the smaller, then the larger one, of inventories that keep no pages
 */
export const measureGrowth = async (
  results: Results,
  sql: postgres.Sql,
  catalogues: { name: string; movies: number; port: number }[],
) => {
  results.section('The same queries of catalogues of different sizes, 20 movies each, one at a time');
  const points: Point[] = [];
  for (const kind of kinds) {
    const pages = (await pagesOf(sql, kind)).slice(0, queriesEach);
    const asked = await Promise.all(
      catalogues.map(async ({ port }) => ({ port, paths: await inventoryPaths(port, kind, pages) })),
    );
    const times = catalogues.map(() => [] as number[]);
    for (let i = 0; i < pages.length; i++) {
      for (const [at, { port, paths }] of asked.entries()) {
        const path = paths[i] ?? '';
        // Once for what PostgreSQL and the system keep in memory, then to measure.
        await ask(port, path);
        const taken: number[] = [];
        for (let time = 0; time < timesEach; time++) taken.push((await seconds(() => ask(port, path))) * 1000);
        times[at]?.push(spread(taken).median);
      }
    }
    for (const [at, { name, movies }] of catalogues.entries()) {
      results.line(`${kind}, ${name}`, times[at] ?? [], 'ms');
      points.push({ series: kind, size: movies, value: spread(times[at] ?? []).median });
    }
    const [smaller = 0, larger = 0] = times.map((each) => spread(each).median);
    results.ratio(`${kind}: a million : 36 thousand, medians`, [larger / smaller], { atMost: 2 });
  }
  results.growth('growth-queries', 'Median time of a query by the number of movies', 'movies', 'ms', points);
};
