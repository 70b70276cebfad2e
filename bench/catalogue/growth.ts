// The same questions to catalogues of different sizes.
import { geometricMean } from 'simple-statistics';
import { wrkSide } from '../load/wrk.ts';
import { perRound } from '../measure/rounds.ts';
import { spread } from '../measure/spread.ts';
import { seconds } from '../measure/time.ts';
import { inTurns } from '../measure/turns.ts';
import type { Point, Results } from '../report/results.ts';
import { reads } from './by-id.ts';
import { deepPages } from './deep-pages.ts';
import type { Kinds } from './queries.ts';

/** A catalogue that is served on a port. */
export type Catalogue = { name: string; films: number; port: number };

const queriesEach = 24;
const timesEach = 2;

const ask = async (port: number, query: string) => {
  const response = await fetch(`http://127.0.0.1:${port}/api/movies${query}`);
  if (!response.ok) throw new Error(`${query}: ${response.status} ${await response.text()}`);
  await response.arrayBuffer();
};

/** @param catalogues by size; the ratio asked for is of the last to the one before it */
export const measureGrowth = async (results: Results, catalogues: Catalogue[], asked: Kinds) => {
  results.section('The same queries of catalogues of different sizes, 20 films each, one at a time');
  const deep = await Promise.all(catalogues.map(({ port }) => deepPages(port)));
  const points: Point[] = [];
  for (const kind of [...(Object.keys(asked) as (keyof Kinds)[]), 'a page deep in ?sort=title'] as const) {
    const times = catalogues.map(() => [] as number[]);
    for (let i = 0; i < queriesEach; i++) {
      for (const [at, { port }] of catalogues.entries()) {
        const query = kind in asked ? asked[kind as keyof Kinds][i] : deep[at]?.[i % (deep[at]?.length ?? 1)];
        // Once for what is cached, then to measure.
        await ask(port, query ?? '');
        const taken: number[] = [];
        for (let time = 0; time < timesEach; time++) taken.push((await seconds(() => ask(port, query ?? ''))) * 1000);
        times[at]?.push(spread(taken).median);
      }
    }
    for (const [at, { name, films }] of catalogues.entries()) {
      results.line(`${kind}, ${name}`, times[at] ?? [], 'ms');
      points.push({ series: kind, size: films, value: spread(times[at] ?? []).median });
    }
    const [larger = [], smaller = []] = [times.at(-1), times.at(-2)];
    // Of each query with itself. Some kinds have quick queries and slow ones, and a median would be one or the other by chance.
    const value = geometricMean(perRound(larger, smaller));
    results.ratio(`${kind}: a million : 36 thousand`, [value], { atMost: 3 });
  }
  results.growth('growth-queries', 'Median time of a query by the number of films', 'films', 'ms', points);
  await measureReads(results, catalogues);
};

const measureReads = async (results: Results, catalogues: Catalogue[]) => {
  const tally = { errors: 0 };
  const sides = catalogues.map(({ name, films, port }) => [name, wrkSide(reads(port, films), tally)] as const);
  const rates = await inTurns(2, Object.fromEntries(sides));
  const points = catalogues.map(({ name, films }) => ({
    series: 'inventory, 64 connections',
    size: films,
    value: spread(rates[name]?.values ?? []).median,
  }));
  results.growth('growth-reads', 'Films read by id by the number of films', 'films', 'films/s', points);
  const [large, small] = [catalogues.at(-1)?.name ?? '', catalogues.at(-2)?.name ?? ''];
  results.ratio('reading by id: a million : 36 thousand', perRound(rates[large]?.values ?? [], rates[small]?.values ?? []));
  results.amount('films of different catalogues: errors', tally.errors, '', { atMost: 0 });
};
