import { connectDatabase, type Database } from '@matinee/runtime/database';

type Settings = {
  databaseUrl: string;
  pool: number;
  listPool: number;
  statementTimeoutMs: number;
  lockTimeoutMs: number;
};

/** The pools of connections to movies_db: `sql` for single films, `listSql` for lists and searches. */
export const connectCatalogue = ({ databaseUrl, pool, listPool, ...limits }: Settings): { sql: Database; listSql: Database } => ({
  sql: connectDatabase(databaseUrl, { name: 'inventory_app', pool, ...limits }),
  listSql: connectDatabase(databaseUrl, {
    name: 'inventory_lists',
    pool: listPool,
    ...limits,
    // A list's statement depends on what is asked of it: kept prepared, each kind would stay in each connection for ever.
    prepare: false,
    settings: {
      // Every list has an index that it can be read by; what the whole table would be read for is better refused by the time limit.
      enable_seqscan: 'off',
      max_parallel_workers_per_gather: 0,
      // Compiling a statement takes longer than these run.
      jit: 'off',
      // As on any disk without moving parts.
      random_page_cost: 1.1,
      // Whoever swaps two letters shares few trigrams with the word that is meant; see list/search.ts for what is then taken.
      'pg_trgm.similarity_threshold': 0.2,
    },
  }),
});
