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
import { queriesFor } from './queries.ts';
import { measureStreaming } from './streaming.ts';

export const benchCatalogue = async (results: Results, platform: Platform): Promise<void> => {
  const { inventoryDatabase: database } = platform;
  const sql = connectAsAdmin(database);
  const films = await refill(sql, platform);
  await measureById(results, platform, films);
  await measureAdding(results, platform);
  await measureImport(results, platform, sql, films);
  await refill(sql, platform);
  const queries = await queriesFor(sql, 60);
  await sql.end();

  // A database can be copied only while nobody uses it.
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
