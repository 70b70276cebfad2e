// Matinee's services with settings of a benchmark's own, run as PM2 runs them.
import { type Platform, top } from './platform.ts';
import { freePort, type Started, start } from './processes.ts';

export type Service = Started & { port: number };

type Env = Record<string, string>;

const onFreePort = async (name: 'gateway' | 'inventory', path: string, env: Env, root = top): Promise<Service> => {
  const port = await freePort();
  const started = await start(['bun', 'server.ts'], {
    cwd: `${root}/${name}`,
    env: { BUN_CONFIG_MAX_HTTP_REQUESTS: '16384', ...env, [`${name.toUpperCase()}_PORT`]: String(port) },
    ready: async () => (await fetch(`http://127.0.0.1:${port}${path}`)).ok,
  });
  return { ...started, port };
};

/**
 * A gateway in front of what answers on a port in inventory's place, which is not asked whether it is healthy.
 * @param root the checkout whose gateway it is
 */
export const startGateway = (upstream: number, env: Env = {}, root = top): Promise<Service> =>
  onFreePort('gateway', '/health/live', { INVENTORY_PORT: String(upstream), ...env }, root);

/** An inventory over another database of the same server. */
export const startInventory = (database: string, env: Env = {}): Promise<Service> =>
  onFreePort('inventory', '/health', { INVENTORY_DATABASE_NAME: database, ...env });

/** A platform's billing, in the place of the one that its PM2 runs, which must be stopped. It may not have subscribed yet. */
export const startBilling = ({ root, env }: Platform): Promise<Started> =>
  start(['bun', 'server.ts'], { cwd: `${root}/billing`, env, ready: async () => true });
