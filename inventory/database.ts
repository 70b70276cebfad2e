import { connectDatabase } from '@matinee/runtime/database';

type Settings = {
  databaseUrl: string;
  pool: number;
  listPool: number;
  searchPool: number;
  statementTimeoutMs: number;
  lockTimeoutMs: number;
};

const listSettings = {
  max_parallel_workers_per_gather: 0,
  // Compiling a statement takes longer than these run.
  jit: 'off',
  // As on any disk without moving parts.
  random_page_cost: 1.1,
};

const searchSettings = {
  ...listSettings,
  // Every list has an index that it can be read by; what the whole table would be read for is better refused by the time limit.
  enable_seqscan: 'off',
  // Whoever swaps two letters shares few trigrams with the word that is meant; see list/search.ts for what is then taken.
  'pg_trgm.similarity_threshold': 0.2,
};

/**
 * The pools of connections to movies_db: `sql` for single films, `listSql` for lists of all films by their ids, whose few statements are
 * planned once, and `searchSql` for all other lists.
 */
export const connectCatalogue = ({ databaseUrl, pool, listPool, searchPool, ...limits }: Settings) => ({
  sql: connectDatabase(databaseUrl, { name: 'inventory_app', pool, byIndex: true, ...limits }),
  listSql: connectDatabase(databaseUrl, {
    name: 'inventory_lists',
    pool: listPool,
    byIndex: true,
    settings: listSettings,
    ...limits,
  }),
  searchSql: connectDatabase(databaseUrl, {
    name: 'inventory_searches',
    pool: searchPool,
    // The statement depends on what is asked for: kept prepared, each kind would stay in each connection as long as that lasts.
    prepare: false,
    settings: searchSettings,
    ...limits,
  }),
});
