import type { Check } from '@matinee/runtime/health';
import type { Log } from '@matinee/runtime/log';
import { createService } from '@matinee/runtime/service';
import { billingRoutes } from './billing.ts';
import type { Forward } from './forward.ts';
import { homeRoutes } from './home.ts';
import type { Metadata } from './metadata.ts';
import { movieRoutes } from './movies.ts';
import type { Orders } from './orders.ts';
import { swaggerRoutes } from './swagger/routes.ts';
import { type TokenForwards, tokenRoutes } from './tokens.ts';

type Deps = {
  log: Log;
  metadata: Metadata;
  /** One health check per dependency. */
  checks: Record<string, () => Check | Promise<Check>>;
  forward: Forward;
  orders: Orders;
  tokens: TokenForwards;
};

/** The gateway's HTTP application, not listening yet. */
export const createApp = ({ log, metadata, checks, forward, orders, tokens }: Deps) =>
  createService({ log, idleTimeoutS: 30 })
    .use(homeRoutes({ metadata, checks }))
    .use(movieRoutes(forward))
    .use(billingRoutes(orders))
    .use(tokenRoutes(tokens))
    .use(swaggerRoutes(metadata));
