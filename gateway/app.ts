import type { Check } from '@matinee/runtime/health';
import type { Log } from '@matinee/runtime/log';
import { createService } from '@matinee/runtime/service';
import { billingRoutes } from './billing.ts';
import { homeRoutes } from './home.ts';
import type { Metadata } from './metadata.ts';
import type { Orders } from './orders.ts';
import { swaggerRoutes } from './swagger/routes.ts';

type Deps = {
  log: Log;
  metadata: Metadata;
  /** One health check per dependency. */
  checks: Record<string, () => Check | Promise<Check>>;
  orders: Orders;
};

/** What the gateway answers itself. Requests come to it through the door (door.ts), and not off the network. */
export const createApp = ({ log, metadata, checks, orders }: Deps) =>
  createService({ log, idleTimeoutS: 30 })
    .use(homeRoutes({ metadata, checks }))
    .use(billingRoutes(orders))
    .use(swaggerRoutes(metadata));
