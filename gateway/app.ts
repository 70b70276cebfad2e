import { createService } from '@matinee/runtime/service';
import type { ApiKeys } from './api-keys/api-keys.ts';
import type { Metadata } from './metadata.ts';
import { apiKey, scope } from './plugins/api-key.ts';
import { corsPlugin } from './plugins/cors.ts';
import { type RateLimitOptions, rateLimit } from './plugins/rate-limit.ts';
import { type ContextOptions, requestContext } from './plugins/request-context.ts';
import { type GuardOptions, requestGuard } from './plugins/request-guard.ts';
import { securityHeaders, securityHeadersOf } from './plugins/security-headers.ts';
import { closingHeaders, type Shutdown, shutdownPlugin } from './plugins/shutdown.ts';
import { proxyStatusOf } from './proxy/failures.ts';
import type { Upstream } from './proxy/upstream.ts';
import { type BillingOptions, billingRoutes } from './routes/billing.ts';
import { type Checks, healthRoutes, liveRoute } from './routes/health.ts';
import { homeRoutes } from './routes/home.ts';
import { pageRoutes } from './routes/pages.ts';
import { pairingWaitMs, proxyRoutes } from './routes/proxy.ts';

type PluginOptions = GuardOptions & ContextOptions & RateLimitOptions & BillingOptions;

type Deps = PluginOptions & {
  inventory: Upstream;
  pairing: Upstream;
  /** Called for each request, because keys can change. */
  apiKeys: () => ApiKeys;
  corsOrigins: string[];
  /** How long a connection may be silent, s. */
  idleTimeoutS: number;
  metadata: Metadata;
  checks: Checks;
  shutdown: Shutdown;
};

/** The gateway's app, not listening yet. A request passes the plugins in their order, then its route. */
export const createApp = (deps: Deps) => {
  const { proto, log } = deps;
  const browserFields = securityHeadersOf(proto);
  return createService({
    log,
    idleTimeoutS: deps.idleTimeoutS,
    routes: { '/health/live': liveRoute(browserFields) },
    standardHostname: proto === 'https',
    problemHeaders: (problem) => ({
      'cache-control': 'no-store',
      ...browserFields,
      ...proxyStatusOf(problem),
      ...closingHeaders(deps.shutdown),
    }),
  })
    .use(shutdownPlugin(deps.shutdown))
    .use(requestGuard(deps))
    .use(requestContext(deps))
    .use(securityHeaders(browserFields))
    .use(deps.corsOrigins.length > 0 && corsPlugin(deps.corsOrigins))
    .use(apiKey(deps.apiKeys))
    .use(deps.limits.size > 0 && rateLimit(deps))
    .use(scope(deps.apiKeys))
    .use(proxyRoutes('/api/movies', { upstream: deps.inventory }))
    .use(proxyRoutes('/api/tokens', { upstream: deps.pairing, waitMs: pairingWaitMs }))
    .use(billingRoutes(deps))
    .use(homeRoutes(deps.metadata))
    .use(healthRoutes(deps.checks))
    .use(pageRoutes());
};
