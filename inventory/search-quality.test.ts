// The quality of the search as a mean reciprocal rank (MRR): the mean of 1/rank of the expected movie, 0 where it is not in the first 10.
//
// tests/support/misspelt.tsv has the queries: query, expected title, expected year. Without a year, each movie of that title counts.
// The first 30 queries are spelt correctly. Write a query as people type it, before you see its results.

import { expect } from 'bun:test';
import { dataSet, dataSetTest } from '@matinee/tests/support/data-set';
import { startInventory } from '@matinee/tests/support/inventory';
import { createPrograms } from '@matinee/tests/support/programs';

/** The MRR of the current search, rounded down to two digits. Raise it when the search improves. */
const lowestMrr = 0.83;
const limit = 10;

type Movie = { title: string; year?: number };
type Expected = Movie & { query: string };
/** @param reciprocalRank 0 when the expected movie is not in the first 10 */
type Result = { expected: Expected; first: Movie | undefined; reciprocalRank: number };

const readQueries = async (): Promise<Expected[]> => {
  const lines = (await Bun.file(`${import.meta.dir}/../tests/support/misspelt.tsv`).text()).trimEnd().split('\n');
  return lines.map((line) => {
    const [query = '', title = '', year] = line.split('\t');
    return { query, title, ...(year !== undefined && { year: Number(year) }) };
  });
};

const search = async (url: string, expected: Expected): Promise<Result> => {
  const response = await fetch(`${url}/api/movies?q=${encodeURIComponent(expected.query)}&limit=${limit}`);
  expect([expected.query, response.status]).toEqual([expected.query, 200]);
  const movies = (await response.json()) as Movie[];
  const isExpected = ({ title, year }: Movie) => title === expected.title && [year, undefined].includes(expected.year);
  const rank = movies.findIndex(isExpected) + 1;
  return { expected, first: movies[0], reciprocalRank: rank === 0 ? 0 : 1 / rank };
};

/** The results of all queries, in the order of the queries. */
const searchAll = async (url: string, queries: Expected[]): Promise<Result[]> => {
  const results: Result[] = [];
  const queue = queries.entries();
  const work = async () => {
    for (const [index, expected] of queue) results[index] = await search(url, expected);
  };
  // One worker a connection: a request that waits for a connection may time out.
  await Promise.all(Array.from({ length: 4 }, work));
  return results;
};

const nameOf = ({ title, year }: Movie) => (year === undefined ? title : `${title} (${year})`);

const describe = ({ expected, first, reciprocalRank }: Result) => {
  const rank = reciprocalRank === 0 ? `not in the first ${limit}` : `rank ${1 / reciprocalRank}`;
  return `  ${expected.query} → ${nameOf(expected)}: ${rank}; first is ${first ? nameOf(first) : 'no movie'}`;
};

const report = (results: Result[], mrr: number) => {
  const first = results.filter(({ reciprocalRank }) => reciprocalRank === 1).length;
  const found = results.filter(({ reciprocalRank }) => reciprocalRank > 0).length;
  const worst = results.toSorted((a, b) => a.reciprocalRank - b.reciprocalRank).slice(0, 10);
  const summary = `MRR ${mrr.toFixed(3)}; expected movie first: ${first} of ${results.length}, in the first ${limit}: ${found}. Worst:`;
  return [summary, ...worst.map(describe)].join('\n');
};

dataSetTest(
  `the search has a mean reciprocal rank of at least ${lowestMrr} over 200 queries`,
  async () => {
    const inventory = await startInventory();
    const programs = await createPrograms(inventory.database.url);
    try {
      const imported = await programs.run('import', [dataSet]);
      expect(imported).toMatchObject({ code: 0, out: expect.stringContaining('36273 added') });
      const queries = await readQueries();
      expect(queries).toHaveLength(200);
      const results = await searchAll(inventory.url, queries);
      const mrr = results.reduce((sum, { reciprocalRank }) => sum + reciprocalRank, 0) / results.length;
      console.log(report(results, mrr));
      expect(mrr).toBeGreaterThanOrEqual(lowestMrr);
    } finally {
      await programs.remove();
      await inventory.stop();
    }
  },
  60_000,
);
