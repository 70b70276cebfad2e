// Pages of lists beside the plainest SQL, under pgbench and behind Fastify.
import { type Requests, wrkSide } from '../load/wrk.ts';
import { perRound } from '../measure/rounds.ts';
import { besidePeers } from '../measure/turns.ts';
import type { Platform } from '../platform.ts';
import type { Asked, Results } from '../report/results.ts';
import { type Catalogue, reads } from './by-id.ts';
import { inventoryPaths, type Kind, kinds, misspelt, pagesOf, pathOf, peerPath, sampleOf, titlesOf } from './pages.ts';
import { checkPlans, plainSide, readStatement } from './plain.ts';

const fastify = { atLeast: 2.5 };
/** The required ratios to pgbench and to Fastify. */
const asked: Record<Kind, { plain: number; fastify?: Asked }> = {
  unfiltered: { plain: 0.6, fastify },
  deep: { plain: 0.6 },
  year: { plain: 0.5, fastify },
  genre: { plain: 1, fastify },
  cast: { plain: 0.8, fastify },
  title: { plain: 0.8, fastify },
};

/** Requests for the paths of a list, in its order. @param name of the file that they are written to */
export const requestsFor = async ({ state }: Platform, name: string, port: number, paths: string[]): Promise<Requests> => {
  const file = `${state}/paths-${name}`;
  await Bun.write(file, `${paths.join('\n')}\n`);
  return { port, script: 'bench/load/paths.lua', env: { PATHS: file } };
};

const idsAt = async (port: number, path = ''): Promise<string> => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return ((await response.json()) as { id: number }[]).map(({ id }) => id).join(' ');
};

export const measureLists = async (results: Results, { platform, sql, movies, fastify, tally }: Catalogue) => {
  const { inventoryPort } = platform;
  const PostgreSQL = await platform.postgresPid();
  const inventory = await platform.pidOf('inventory_app');
  results.section('Pages of 20 movies, cold: all different, over random real values');
  for (const kind of kinds) {
    const pages = await pagesOf(sql, kind);
    const statement = await readStatement(kind);
    const some = sampleOf(pages);
    await checkPlans(sql, statement, some);
    const paths = await inventoryPaths(inventoryPort, kind, pages);
    const peerPaths = pages.map((page) => peerPath(kind, page));
    for (let i = 0; i < 20; i++) {
      const [ours, theirs] = [await idsAt(inventoryPort, paths[i]), await idsAt(fastify.port, peerPaths[i])];
      if (ours !== theirs) throw new Error(`${paths[i]} has the movies ${ours}, and ${peerPaths[i]} has ${theirs}.`);
    }
    const ours = await requestsFor(platform, kind, inventoryPort, paths);
    const theirs = await requestsFor(platform, `${kind}-fastify`, fastify.port, peerPaths);
    // A change of a movie: no page of the round before is fresh.
    const prepare = () => sql`update movies set description = description || ' ' where id = 1`;
    const sides = {
      'plain SQL, pgbench, 8 clients': plainSide(platform, statement, some, movies, PostgreSQL),
      'Fastify, 64 connections': wrkSide(theirs, tally, { server: fastify.pid, PostgreSQL }),
      'inventory, 32 connections': { ...wrkSide({ ...ours, connections: 32 }, tally, { inventory, PostgreSQL }), prepare },
      'inventory, 64 connections': { ...wrkSide(ours, tally, { inventory, PostgreSQL }), prepare },
    };
    const rates = await besidePeers(2, sides, ['plain SQL, pgbench, 8 clients', 'Fastify, 64 connections'], { seconds: 0.75 });
    results.lines(kind, rates, 'pages/s');
    const [plain = [], behindFastify = [], ours32 = [], ours64 = []] = Object.values(rates).map(({ values }) => values);
    results.ratio(`${kind}: inventory : plain SQL`, perRound(ours32, plain), { atLeast: asked[kind].plain });
    results.ratio(`${kind}: inventory : Fastify`, perRound(ours64, behindFastify), asked[kind].fastify);
  }
};

const warmQueries = 1000;
const draws = 50_000;

/** Queries of every kind, the n-th of them asked 1/n times as often as the first. */
const zipf = (queries: string[]): string[] => {
  let sum = 0;
  const upTo = queries.map((_, index) => (sum += 1 / (index + 1)));
  return Array.from({ length: draws }, () => {
    const drawn = Math.random() * sum;
    return queries[upTo.findIndex((limit) => limit > drawn)] ?? '';
  });
};

/** Repeated questions, and searches, beside reads by id. */
export const measureWarm = async (results: Results, { platform, sql, movies, tally }: Catalogue) => {
  const { inventoryPort: port } = platform;
  const each = Math.ceil(warmQueries / kinds.length);
  const mixed: string[] = [];
  for (const kind of kinds) mixed.push(...(await inventoryPaths(port, kind, (await pagesOf(sql, kind)).slice(0, each))));
  // The kinds in turns, so that none has all the frequent queries.
  const queries = mixed.map((_, index) => mixed[(index % kinds.length) * each + Math.floor(index / kinds.length)] ?? '');
  const titles = await titlesOf(sql);
  const searchPath = (q: string) => pathOf({ q });
  const processes = { inventory: await platform.pidOf('inventory_app'), PostgreSQL: await platform.postgresPid() };
  // A change of a movie: no page of the round before is fresh.
  const prepare = () => sql`update movies set description = description || ' ' where id = 1`;
  const side = async (name: string, paths: string[]) => wrkSide(await requestsFor(platform, name, port, paths), tally, processes);
  const sides = {
    'by id': wrkSide(reads(port, movies), tally, processes),
    'warm, Zipf over 1,000 queries of every kind': await side('warm', zipf(queries.slice(0, warmQueries))),
    'q spelt right': { ...(await side('right', titles.map(searchPath))), prepare },
    'q misspelt': { ...(await side('misspelt', titles.map(misspelt).map(searchPath))), prepare },
  };
  const rates = await besidePeers(3, sides, ['by id']);
  results.section('inventory beside its own reads by id, 64 connections');
  results.lines('inventory', rates, 'requests/s');
  const [byId = [], warm = [], right = [], wrong = []] = Object.values(rates).map(({ values }) => values);
  results.ratio('warm : by id', perRound(warm, byId), { atLeast: 0.5 });
  results.ratio('q spelt right : by id', perRound(right, byId), { atLeast: 0.12 });
  results.ratio('q misspelt : by id', perRound(wrong, byId), { atLeast: 0.04 });
};
