import type { Check } from '@matinee/runtime/health';
import type { Log } from '@matinee/runtime/log';
import { createService } from '@matinee/runtime/service';
import { homeRoutes } from './home.ts';
import type { Metadata } from './metadata.ts';
import { swaggerRoutes } from './swagger/routes.ts';

type Deps = {
  log: Log;
  metadata: Metadata;
  /** One health check per dependency. */
  checks: Record<string, () => Check | Promise<Check>>;
};

/** What the gateway says of itself. Requests come to it through the door (door.ts), and not off the network. */
export const createApp = ({ log, metadata, checks }: Deps) =>
  createService({ log, idleTimeoutS: 30 }).use(homeRoutes({ metadata, checks })).use(swaggerRoutes(metadata));
