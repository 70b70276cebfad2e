import { longestWaitS } from '@matinee/contracts/tokens';
import { type Check, healthResponse, liveResponse } from '@matinee/runtime/health';
import type { Log } from '@matinee/runtime/log';
import { createService } from '@matinee/runtime/service';
import { type TokenDeps, tokenRoutes } from './tokens/routes.ts';

type Deps = TokenDeps & { checkDatabase: () => Promise<Check>; log: Log };

export const createApp = ({ checkDatabase, log, ...deps }: Deps) =>
  // Longer than any wait, and than the gateway's idle timeout: a gateway must not send a request on a connection that just closed.
  createService({ log, idleTimeoutS: longestWaitS + 60, problemHeaders: () => ({ 'cache-control': 'no-store' }) })
    .get('/health', () => healthResponse({ postgresql: checkDatabase }), { detail: { hide: true } })
    .get('/health/live', liveResponse, { detail: { hide: true } })
    .use(tokenRoutes(deps));
