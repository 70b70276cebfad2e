import { type Database, databaseCheck } from '@matinee/runtime/database';
import { healthResponse, liveResponse } from '@matinee/runtime/health';
import type { Log } from '@matinee/runtime/log';
import { createService } from '@matinee/runtime/service';
import { createMovies } from './movies/queries.ts';
import { movieRoutes } from './movies/routes.ts';

/** The inventory's HTTP application, not listening yet. */
export const createApp = ({ sql, log }: { sql: Database; log: Log }) =>
  // Longer than the gateway keeps a connection, so that it is the gateway who closes an idle one.
  createService({ log, idleTimeoutS: 60 })
    .get('/health', () => healthResponse({ postgresql: () => databaseCheck(sql) }))
    .get('/health/live', liveResponse)
    .use(movieRoutes(createMovies(sql)));
