import type { Database } from '@matinee/runtime/database';
import { type Check, healthResponse, liveResponse } from '@matinee/runtime/health';
import type { Log } from '@matinee/runtime/log';
import { createService } from '@matinee/runtime/service';
import { createGate } from './gate.ts';
import { createAnswerList } from './movies/list/answer.ts';
import { createMovies } from './movies/queries.ts';
import { movieRoutes } from './movies/routes.ts';

type Deps = {
  /** For single films. */
  sql: Database;
  /** For lists of all films, which take longer: they never keep the read of a film waiting. */
  listSql: Database;
  /** For all other lists, which may take longer still. */
  searchSql: Database;
  checkDatabase: () => Promise<Check>;
  /** Requests that may wait for the database at once. */
  waiting: number;
  /** How long a request waits for it, ms. */
  timeoutMs: number;
  log: Log;
};

/** The inventory's HTTP application, not listening yet. */
export const createApp = ({ sql, listSql, searchSql, checkDatabase, waiting, timeoutMs, log }: Deps) => {
  const gate = createGate({ atOnce: waiting, timeoutMs });
  const movies = createMovies(sql, { gate, waiting });
  // Longer than the gateway keeps a connection, so that it is the gateway who closes an idle one.
  return createService({ log, idleTimeoutS: 60 })
    .get('/health', () => healthResponse({ postgresql: checkDatabase }), { detail: { hide: true } })
    .get('/health/live', liveResponse, { detail: { hide: true } })
    .use(movieRoutes(movies, createAnswerList({ listSql, searchSql, gate, state: movies.state, log })));
};
