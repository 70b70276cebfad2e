// The catalogue beside what PostgreSQL can do alone and what a user would write instead, and as it grows.
import { connectAsAdmin } from '@matinee/tests/support/database';
import { bestPool, startFastify } from '../peers/movies.ts';
import type { Platform } from '../platform.ts';
import type { Results } from '../report/results.ts';
import { startInventory } from '../services.ts';
import { measureAdding } from './adding.ts';
import { measureById } from './by-id.ts';
import { createMillion, million } from './databases.ts';
import { measureGrowth } from './growth.ts';
import { measureImport } from './importing.ts';
import { measureLists, measureWarm, requestsFor } from './lists.ts';
import { refill } from './movies.ts';
import { pagesOf, peerPath } from './pages.ts';
import { createPlain } from './plain.ts';
import { measureStreaming } from './streaming.ts';

export const benchCatalogue = async (results: Results, platform: Platform): Promise<void> => {
  const first = connectAsAdmin(platform.inventoryDatabase);
  const movies = await refill(first, platform);
  await createPlain(first);
  const pages = await pagesOf(first, 'year');
  const mixed = pages.flatMap((page) => [peerPath('year', page), `/api/movies/${page.after + 1}`]);
  const pool = await bestPool(platform, (port) => requestsFor(platform, 'pool', port, mixed));
  results.section('The plain tables, and Fastify with node-postgres');
  results.amount('connections of its best pool, of 4, 10 and 20', pool, '');
  const catalogue = { platform, sql: first, movies, fastify: await startFastify(platform, pool), tally: { errors: 0 } };
  await measureById(results, catalogue);
  await measureLists(results, catalogue);
  await measureWarm(results, catalogue);
  results.amount('reads and lists: errors', catalogue.tally.errors, '', { atMost: 0 });
  await catalogue.fastify.stop();
  // A database can be copied only while nobody is connected to it.
  await first.end();
  await platform.pm2('stop', 'inventory_app');
  await createMillion(platform.inventoryDatabase, movies);
  await platform.pm2('start', 'inventory_app');
  const sql = connectAsAdmin(platform.inventoryDatabase);
  const uncached = { INVENTORY_CACHE_BYTES: '0' };
  const small = await startInventory(platform.inventoryDatabase, uncached);
  const large = await startInventory(million, uncached);
  await measureGrowth(results, sql, [
    { name: '36 thousand', movies, port: small.port },
    { name: 'a million', movies: 1_000_000, port: large.port },
  ]);
  await measureStreaming(results, platform, platform.inventoryDatabase, movies, small);
  await measureStreaming(results, platform, million, 1_000_000, large);
  for (const service of [small, large]) await service.stop();
  await measureImport(results, platform, sql, movies);
  await measureAdding(results, platform, pool);
  await sql.end();
};
