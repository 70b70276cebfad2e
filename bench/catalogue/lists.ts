// Pages of lists, beside plain SQL under pgbench and beside Fastify; then warm pages and searches beside reads by id.
import { wrkSide } from '../load/wrk.ts';
import { inTurns, ratios } from '../measure/turns.ts';
import type { Asked, Report } from '../report.ts';
import { type Catalogue, reads } from './movies.ts';
import { inventoryPaths, type Kind, kinds, misspelt, pagesOf, pathOf, peerPath, sampleOf, titlesOf } from './pages.ts';
import { checkPlans, plainSide, readStatement } from './plain.ts';

const fastifyAsked = { atLeast: 2.5 };
const asked: Record<Kind, { plain: number; fastify?: Asked }> = {
  unfiltered: { plain: 0.6, fastify: fastifyAsked },
  deep: { plain: 0.6 },
  year: { plain: 0.5, fastify: fastifyAsked },
  genre: { plain: 1, fastify: fastifyAsked },
  cast: { plain: 0.8, fastify: fastifyAsked },
  title: { plain: 0.8, fastify: fastifyAsked },
};

const idsAt = async (port: number, path = ''): Promise<string> => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return ((await response.json()) as { id: number }[]).map(({ id }) => id).join(' ');
};

/** @throws when inventory and Fastify answer the same pages with different movies */
const checkSameMovies = async (inventory: number, paths: string[], fastify: number, peerPaths: string[]) => {
  for (let i = 0; i < 20; i++) {
    const [ours, theirs] = [await idsAt(inventory, paths[i]), await idsAt(fastify, peerPaths[i])];
    if (ours !== theirs) throw new Error(`${paths[i]} has the movies ${ours}, and ${peerPaths[i]} has ${theirs}.`);
  }
};

/** Changes a movie: no page in inventory's memory is fresh any more. */
const changeMovie = ({ sql }: Catalogue) => sql`update movies set description = description || ' ' where id = 1`;

export const measureLists = async (report: Report, catalogue: Catalogue) => {
  const { platform, sql, movies, fastify, PostgreSQL, processes } = catalogue;
  const port = platform.inventoryPort;
  report.section('Pages of 20 movies, cold: all different, over random real values');
  for (const kind of kinds) {
    const pages = await pagesOf(sql, kind);
    const statement = await readStatement(kind);
    const sample = sampleOf(pages);
    await checkPlans(sql, statement, sample);
    const paths = await inventoryPaths(port, kind, pages);
    const peerPaths = pages.map((page) => peerPath(kind, page));
    await checkSameMovies(port, paths, fastify.port, peerPaths);
    const prepare = () => changeMovie(catalogue);
    const rounds = await inTurns(
      3,
      {
        'plain SQL, pgbench, 8 clients': plainSide(platform, statement, sample, movies, PostgreSQL),
        'Fastify, 64 connections': wrkSide({ port: fastify.port, paths: peerPaths }, { Fastify: fastify.pid, PostgreSQL }),
        'inventory, 32 connections': { ...wrkSide({ port, paths, connections: 32 }, processes), prepare },
        'inventory, 64 connections': { ...wrkSide({ port, paths }, processes), prepare },
      },
      { peers: ['plain SQL, pgbench, 8 clients', 'Fastify, 64 connections'] },
    );
    report.rates(kind, rounds, 'pages/s');
    const [plain = [], peer = [], ours32 = [], ours64 = []] = Object.values(rounds);
    report.add(`${kind}: inventory : plain SQL`, ratios(ours32, plain), '', { atLeast: asked[kind].plain });
    report.add(`${kind}: inventory : Fastify`, ratios(ours64, peer), '', asked[kind].fastify);
  }
};

const warmQueries = 1000;
const draws = 50_000;

/** Queries in a Zipf distribution: the n-th of them 1/n times as often as the first. */
const zipf = (queries: string[]): string[] => {
  let sum = 0;
  const upTo = queries.map((_, index) => (sum += 1 / (index + 1)));
  return Array.from({ length: draws }, () => {
    const drawn = Math.random() * sum;
    return queries[upTo.findIndex((limit) => limit > drawn)] ?? '';
  });
};

export const measureWarm = async (report: Report, catalogue: Catalogue) => {
  const { platform, sql, movies, processes } = catalogue;
  const port = platform.inventoryPort;
  report.section('Warm pages and searches beside reads by id, 64 connections');
  const each = Math.ceil(warmQueries / kinds.length);
  const mixed: string[] = [];
  for (const kind of kinds) mixed.push(...(await inventoryPaths(port, kind, (await pagesOf(sql, kind)).slice(0, each))));
  // The kinds in turns, so that none has all the frequent queries.
  const queries = mixed.map((_, index) => mixed[(index % kinds.length) * each + Math.floor(index / kinds.length)] ?? '');
  const titles = await titlesOf(sql);
  const prepare = () => changeMovie(catalogue);
  const searches = (texts: string[]) => ({
    ...wrkSide({ port, paths: texts.map((q) => pathOf({ q })) }, processes),
    prepare,
  });
  const rounds = await inTurns(
    4,
    {
      'by id': wrkSide(reads(port, movies), processes),
      warm: wrkSide({ port, paths: zipf(queries.slice(0, warmQueries)) }, processes),
      'q spelt right': searches(titles),
      'q misspelt': searches(titles.map(misspelt)),
    },
    { peers: ['by id'] },
  );
  report.rates('inventory', rounds, 'requests/s');
  report.add('warm : by id', ratios(rounds.warm, rounds['by id']), '', { atLeast: 0.5 });
  report.add('q spelt right : by id', ratios(rounds['q spelt right'], rounds['by id']), '', { atLeast: 0.12 });
  report.add('q misspelt : by id', ratios(rounds['q misspelt'], rounds['by id']), '', { atLeast: 0.04 });
};
