import type { Database } from '@matinee/runtime/database';
import { type Check, healthResponse, liveResponse } from '@matinee/runtime/health';
import type { Log } from '@matinee/runtime/log';
import { createService } from '@matinee/runtime/service';
import { createConcurrencyLimit } from './concurrency-limit.ts';
import { createReadPage } from './movies/list/queries.ts';
import { createRespond } from './movies/list/respond.ts';
import { createSearch } from './movies/list/search.ts';
import { createMovies } from './movies/queries.ts';
import { movieRoutes } from './movies/routes.ts';

type Deps = {
  /** For statements that are planned once. */
  sql: Database;
  /** For statements that are planned for their values. */
  searchSql: Database;
  checkDatabase: () => Promise<Check>;
  /** Requests that may wait for the database. */
  maxQueued: number;
  /** How long a request waits for the database. */
  timeoutMs: number;
  /** Memory for recently read pages. */
  cacheBytes: number;
  log: Log;
};

/** The HTTP application; it does not listen yet. */
export const createApp = ({ sql, searchSql, checkDatabase, maxQueued, timeoutMs, cacheBytes, log }: Deps) => {
  const limited = createConcurrencyLimit({ maxConcurrent: maxQueued, timeoutMs });
  const movies = createMovies(sql, { limited, maxQueued });
  const respond = createRespond({
    readPage: createReadPage({ sql, searchSql, limited, maxQueued }),
    search: createSearch(sql, limited),
    changes: movies.changes,
    cacheBytes,
    log,
  });
  // Longer than the gateway keeps a connection, so that the gateway closes idle ones.
  return createService({ log, idleTimeoutS: 60 })
    .get('/health', () => healthResponse({ postgresql: checkDatabase }), { detail: { hide: true } })
    .get('/health/live', liveResponse, { detail: { hide: true } })
    .use(movieRoutes(movies, respond));
};
