import { connectDatabase } from '@matinee/runtime/database';

type Settings = { databaseUrl: string; pool: number; listPool: number; statementTimeoutMs: number; lockTimeoutMs: number };

const listSettings = {
  max_parallel_workers_per_gather: 0,
  // Compiling a statement takes longer than these run.
  jit: 'off',
  // A merge join would read all movies up to the first match, wherever that is.
  enable_mergejoin: 'off',
  // As on any disk without moving parts.
  random_page_cost: 1.1,
  // Two swapped letters leave few trigrams of the intended word; see list/search.ts for what is then taken.
  'pg_trgm.similarity_threshold': 0.25,
};

/** The pools of connections to movies_db: `listSql` for lists, which take longer, so that they never delay a movie by its id. */
export const connectCatalogue = ({ databaseUrl, pool, listPool, ...limits }: Settings) => ({
  sql: connectDatabase(databaseUrl, { name: 'inventory_app', pool, byIndex: true, ...limits }),
  listSql: connectDatabase(databaseUrl, {
    name: 'inventory_lists',
    pool: listPool,
    byIndex: true,
    settings: listSettings,
    ...limits,
  }),
});
