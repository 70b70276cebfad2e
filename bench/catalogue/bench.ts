// The catalogue beside plain SQL and beside Fastify, and as it grows.
import { connectAsAdmin } from '@matinee/tests/support/database';
import { wrk } from '../load/wrk.ts';
import { startPeer } from '../peers/start.ts';
import type { Platform } from '../platform.ts';
import type { Report } from '../report.ts';
import { startInventory } from '../services.ts';
import type { Service } from '../start.ts';
import { measureAdding } from './adding.ts';
import { measureImport, measureStreaming } from './bulk.ts';
import { measureById } from './by-id.ts';
import { createMillion, measureGrowth, million } from './growth.ts';
import { measureLists, measureWarm } from './lists.ts';
import { type Catalogue, refill } from './movies.ts';
import { pagesOf, peerPath } from './pages.ts';
import { createPlain, peerStatements } from './plain.ts';

const pools = [4, 10, 20];

const startFastify = async ({ inventoryUrl }: Platform, pool: number): Promise<Service> =>
  startPeer('movies-fastify.mjs', { DATABASE_URL: inventoryUrl, POOL: String(pool), STATEMENTS: await peerStatements() });

/** @returns the size of Fastify's pool with which it answers these paths fastest */
const bestPool = async (platform: Platform, paths: string[]): Promise<number> => {
  const rates: number[] = [];
  for (const pool of pools) {
    const fastify = await startFastify(platform, pool);
    await wrk({ port: fastify.port, paths });
    rates.push((await wrk({ port: fastify.port, paths }, 2)).count);
    await fastify.stop();
  }
  return pools[rates.indexOf(Math.max(...rates))] ?? 10;
};

export const benchCatalogue = async (report: Report, platform: Platform): Promise<void> => {
  const first = connectAsAdmin(platform.inventoryDatabase);
  const movies = await refill(first, platform);
  await createPlain(first);
  const pages = await pagesOf(first, 'year');
  const mixed = pages.flatMap((page) => [peerPath('year', page), `/api/movies/${page.after + 1}`]);
  const pool = await bestPool(platform, mixed);
  console.log(`  Fastify is fastest with ${pool} connections, of ${pools.join(', ')}`);
  const PostgreSQL = await platform.postgresPid();
  const open = async (sql: Catalogue['sql']): Promise<Catalogue> => {
    const processes = { inventory: await platform.pidOf('inventory_app'), PostgreSQL };
    return { platform, sql, movies, fastify: await startFastify(platform, pool), PostgreSQL, processes };
  };
  const catalogue = await open(first);
  await measureById(report, catalogue);
  await measureLists(report, catalogue);
  await measureWarm(report, catalogue);
  await catalogue.fastify.stop();
  // A database can be copied only while nobody is connected to it.
  await first.end();
  await platform.pm2('stop', 'inventory_app');
  await createMillion(platform);
  await platform.pm2('start', 'inventory_app');
  const sql = connectAsAdmin(platform.inventoryDatabase);
  const [small, large] = [await startInventory(platform.inventoryDatabase), await startInventory(million.database)];
  await measureGrowth(report, sql, { small: small.port, large: large.port });
  await measureStreaming(report, platform, { database: platform.inventoryDatabase, movies }, small);
  await measureStreaming(report, platform, million, large);
  for (const service of [small, large]) await service.stop();
  await measureImport(report, platform, sql, movies);
  const again = await open(sql);
  await measureAdding(report, again);
  await again.fastify.stop();
  await sql.end();
};
