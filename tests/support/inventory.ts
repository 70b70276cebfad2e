import { createDatabaseCheck } from '@matinee/runtime/database';
import { createLog } from '@matinee/runtime/log';
import { createApp } from '../../inventory/app.ts';
import { connectCatalogue } from '../../inventory/database.ts';
import { createDatabase } from './database.ts';
import { client } from './http.ts';

type Options = {
  maxQueued?: number;
  timeoutMs?: number;
  lockTimeoutMs?: number;
  pool?: number;
  cacheBytes?: number;
  /** The database of another inventory, which drops it. */
  database?: Awaited<ReturnType<typeof createDatabase>>;
  /** Changes the database's URL, for example to go through a proxy. */
  via?: (url: string) => string;
};

/** Starts an inventory, on a new database unless it is given one. */
export const startInventory = async (options: Options = {}) => {
  const {
    maxQueued = 1000,
    timeoutMs = 6000,
    lockTimeoutMs = 500,
    pool = 4,
    cacheBytes = 1_000_000,
    via = (url) => url,
  } = options;
  const database = options.database ?? (await createDatabase('INVENTORY'));
  const limits = { statementTimeoutMs: 5000, lockTimeoutMs };
  const pools = connectCatalogue({ databaseUrl: via(database.url), pool, searchPool: 4, ...limits });
  const databaseCheck = createDatabaseCheck(via(database.url), 'inventory_app');
  const app = createApp({
    ...pools,
    checkDatabase: databaseCheck.check,
    maxQueued,
    timeoutMs,
    cacheBytes,
    log: createLog('test', 'silent'),
  });
  app.listen({ port: 0, hostname: '127.0.0.1' });
  const url = `http://127.0.0.1:${app.server?.port}`;
  const call = client(url);
  return {
    ...pools,
    database,
    url,
    call,
    add: async (movie: object) => (await call('POST', '/api/movies', movie)).body as { id: number },
    stop: async () => {
      await app.stop(true);
      await Promise.all([...Object.values(pools).map((pool) => pool.end({ timeout: 1 })), databaseCheck.close()]);
      if (!options.database) await database.drop();
    },
  };
};
