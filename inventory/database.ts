import { connectDatabase } from '@matinee/runtime/database';

type Settings = { databaseUrl: string; pool: number; searchPool: number; statementTimeoutMs: number; lockTimeoutMs: number };

const settings = {
  max_parallel_workers_per_gather: 0,
  // Compiling a statement takes longer than running it.
  jit: 'off',
  // For SSDs.
  random_page_cost: 1.1,
  enable_seqscan: 'off',
  // A word with two swapped letters has few trigrams of the intended word; list/search.ts compares the words found.
  'pg_trgm.similarity_threshold': 0.25,
};

/** Two pools: `sql` prepares and plans each statement once; `searchSql` plans for the values of lists with several filters. */
export const connectCatalogue = ({ databaseUrl, pool, searchPool, ...limits }: Settings) => ({
  sql: connectDatabase(databaseUrl, {
    name: 'inventory_app',
    pool,
    byIndex: true,
    // A merge join would read all movies before the first match.
    settings: { ...settings, enable_mergejoin: 'off' },
    ...limits,
  }),
  searchSql: connectDatabase(databaseUrl, { name: 'inventory_searches', pool: searchPool, prepare: false, settings, ...limits }),
});
