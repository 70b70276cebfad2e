import type { Database } from '@matinee/runtime/database';
import { type Check, healthResponse, liveResponse } from '@matinee/runtime/health';
import type { Log } from '@matinee/runtime/log';
import { createService } from '@matinee/runtime/service';
import { createConcurrencyLimit } from './concurrency-limit.ts';
import { createListQueries } from './movies/list/queries.ts';
import { createRespond } from './movies/list/respond.ts';
import { createSearch } from './movies/list/search.ts';
import { createMovies } from './movies/queries.ts';
import { movieRoutes } from './movies/routes.ts';

type Deps = {
  /** For statements that are planned once. */
  sql: Database;
  /** For those that are planned for their values. */
  searchSql: Database;
  checkDatabase: () => Promise<Check>;
  /** Requests that may wait for the database at once. */
  maxQueued: number;
  /** How long a request waits for it, ms. */
  timeoutMs: number;
  /** How much of the pages that were read last is kept in memory. */
  cacheBytes: number;
  log: Log;
};

/** The inventory's HTTP application, not listening yet. */
export const createApp = ({ sql, searchSql, checkDatabase, maxQueued, timeoutMs, cacheBytes, log }: Deps) => {
  const limited = createConcurrencyLimit({ maxConcurrent: maxQueued, timeoutMs });
  const movies = createMovies(sql, { limited, maxQueued });
  const respond = createRespond({
    queries: createListQueries({ sql, searchSql, limited, maxQueued }),
    search: createSearch(sql, limited),
    changes: movies.changes,
    cacheBytes,
    log,
  });
  // Longer than the gateway keeps a connection, so that it is the gateway who closes an idle one.
  return createService({ log, idleTimeoutS: 60 })
    .get('/health', () => healthResponse({ postgresql: checkDatabase }), { detail: { hide: true } })
    .get('/health/live', liveResponse, { detail: { hide: true } })
    .use(movieRoutes(movies, respond));
};
