import { longestWaitS } from '@matinee/contracts/tokens';
import type { ClientAddressOf } from '@matinee/runtime/client-address';
import { type Check, healthResponse, liveResponse } from '@matinee/runtime/health';
import type { Log } from '@matinee/runtime/log';
import { createService } from '@matinee/runtime/service';
import type { Guesses } from './tokens/guesses.ts';
import type { Tokens } from './tokens/queries.ts';
import { tokenRoutes } from './tokens/routes.ts';
import type { Waiters } from './tokens/waiters.ts';

type Deps = {
  checkDatabase: () => Promise<Check>;
  log: Log;
  tokens: Tokens;
  waiters: Waiters;
  guesses: Guesses;
  gateways: ClientAddressOf;
};

/** Pairing's HTTP application, not listening yet. @param gateways finds the client behind the gateways, whose X-Forwarded-For is believed */
export const createApp = ({ checkDatabase, log, ...deps }: Deps) =>
  // Longer than any request may wait, and than the gateway keeps a connection, so that it is the gateway who closes an idle one.
  createService({ log, idleTimeoutS: longestWaitS + 60, problemHeaders: () => ({ 'cache-control': 'no-store' }) })
    .get('/health', () => healthResponse({ postgresql: checkDatabase }), { detail: { hide: true } })
    .get('/health/live', liveResponse, { detail: { hide: true } })
    .use(tokenRoutes(deps));
