import { connectDatabase } from '@matinee/runtime/database';

type Settings = { databaseUrl: string; pool: number; searchPool: number; statementTimeoutMs: number; lockTimeoutMs: number };

const settings = {
  max_parallel_workers_per_gather: 0,
  // Compiling a statement takes longer than these run.
  jit: 'off',
  // As on any disk without moving parts.
  random_page_cost: 1.1,
  enable_seqscan: 'off',
  // Two swapped letters leave few trigrams of the intended word; see list/search.ts for what is then taken.
  'pg_trgm.similarity_threshold': 0.25,
};

/**
 * The pools of connections to movies_db: `sql` for statements of a fixed set of shapes, which are prepared and planned once, and `searchSql`
 * for lists by several filters, which are planned for their values: by how frequent these are, the best plan differs a hundredfold.
 */
export const connectCatalogue = ({ databaseUrl, pool, searchPool, ...limits }: Settings) => ({
  sql: connectDatabase(databaseUrl, {
    name: 'inventory_app',
    pool,
    byIndex: true,
    // A merge join would read all movies up to the first match, wherever that is.
    settings: { ...settings, enable_mergejoin: 'off' },
    ...limits,
  }),
  searchSql: connectDatabase(databaseUrl, { name: 'inventory_searches', pool: searchPool, prepare: false, settings, ...limits }),
});
