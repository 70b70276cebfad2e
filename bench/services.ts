// Matinee's services with settings of a benchmark's own.
import { type Platform, top } from './platform.ts';
import { freePort, type Service, start } from './start.ts';

const startOnFreePort = async (name: 'gateway' | 'inventory', path: string, env: Record<string, string>): Promise<Service> => {
  const port = await freePort();
  return start(['bun', 'server.ts'], {
    port,
    cwd: `${top}/${name}`,
    env: { ...env, [`${name.toUpperCase()}_PORT`]: String(port) },
    ready: async () => (await fetch(`http://127.0.0.1:${port}${path}`)).ok,
  });
};

/** A gateway in front of the port `upstream`, which takes the place of inventory's. */
export const startGateway = (upstream: number, env: Record<string, string> = {}): Promise<Service> =>
  startOnFreePort('gateway', '/health/live', { INVENTORY_PORT: String(upstream), ...env });

/** An inventory without a page cache, over another database of the same server. */
export const startInventory = (database: string): Promise<Service> =>
  startOnFreePort('inventory', '/health', { INVENTORY_DATABASE_NAME: database, INVENTORY_CACHE_BYTES: '0' });

/** A platform's billing, in place of the one that its PM2 runs, which must be stopped. It may not have subscribed yet. */
export const startBilling = ({ root, env }: Platform): Promise<Service> =>
  start(['bun', 'server.ts'], { cwd: `${root}/billing`, env, ready: async () => true });
