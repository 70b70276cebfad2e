// The catalogue beside what PostgreSQL can do alone, and as it grows.
import { connectAsAdmin } from '@matinee/testing/database';
import type { Platform } from '../platform.ts';
import type { Results } from '../report/results.ts';
import { startGateway, startInventory } from '../services.ts';
import { measureAdding } from './adding.ts';
import { measureById } from './by-id.ts';
import { createMillion, createThousand, million, thousand } from './databases.ts';
import { refill } from './films.ts';
import { measureGrowth } from './growing.ts';
import { measureImport } from './importing.ts';
import { type Kinds, queriesFor } from './queries.ts';
import { measureStreaming } from './streaming.ts';

export const benchCatalogue = async (results: Results, platform: Platform): Promise<void> => {
  const first = connectAsAdmin(platform.inventoryDatabase);
  const films = await refill(first, platform);
  const queries = await queriesFor(first, 60);
  // A database can be copied only while nobody is connected to it.
  await first.end();
  await measureById(results, platform, films);
  await measureSizes(results, platform, films, queries);
  const sql = connectAsAdmin(platform.inventoryDatabase);
  await measureImport(results, platform, sql, films);
  await measureAdding(results, platform);
  await sql.end();
};

/** Leaves the catalogue as it is, and copies it. */
const measureSizes = async (results: Results, platform: Platform, films: number, queries: Kinds) => {
  const { inventoryDatabase: database } = platform;
  await platform.pm2('stop', 'inventory_app');
  await createThousand(database);
  await createMillion(database, films);
  await platform.pm2('start', 'inventory_app');
  const [small, large] = [await startInventory(thousand), await startInventory(million)];
  const catalogues = [
    { name: 'a thousand', films: 1000, port: small.port },
    { name: '36 thousand', films, port: platform.inventoryPort },
    { name: 'a million', films: 1_000_000, port: large.port },
  ];
  await measureGrowth(results, catalogues, queries);
  const gateway = await startGateway(large.port);
  await measureStreaming(results, platform, large, gateway);
  for (const service of [gateway, small, large]) await service.stop();
};
