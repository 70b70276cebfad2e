// A gateway for tests, on a free port, in front of the test's upstream. Run it as a process to measure its memory:
// `bun tests/support/gateway.ts '{"upstreamPort": 8080}'` prints its port.
import { trustProxies } from '@matinee/runtime/client-address';
import { createLog } from '@matinee/runtime/log';
import { parseApiKeys } from '../../gateway/api-keys/api-keys.ts';
import { createApp } from '../../gateway/app.ts';
import type { Orders } from '../../gateway/billing/orders.ts';
import { listen } from '../../gateway/listener.ts';
import { createMetadata } from '../../gateway/metadata.ts';
import { parseOrigins } from '../../gateway/plugins/cors.ts';
import { createShutdown } from '../../gateway/plugins/shutdown.ts';
import { createUpstream } from '../../gateway/proxy/upstream.ts';
import { parseLimits } from '../../gateway/rate-limit/limits.ts';
import { connectStore } from '../../gateway/rate-limit/store.ts';
import type { Tls } from '../../gateway/tls.ts';

const noOrders = () => Promise.reject(new Error('Pass `orders` to startGateway to test billing.'));

type Options = {
  port?: number;
  tls?: Tls;
  upstreamPort?: number;
  orders?: Orders;
  apiKeys?: string;
  rateLimit?: string;
  store?: string;
  trustedProxies?: string;
  corsOrigins?: string;
  maxInFlight?: number;
  maxBodyBytes?: number;
  idleTimeoutS?: number;
  timeoutMs?: number;
  breaker?: { failures: number; openMs: number };
};

export const startGateway = (options: Options = {}) => {
  const log = createLog('test', 'silent');
  const shutdown = createShutdown();
  const timeoutMs = options.timeoutMs ?? 400;
  const upstream = (name: string, title: string) =>
    createUpstream({
      name,
      title,
      origin: `http://127.0.0.1:${options.upstreamPort ?? 1}`,
      timeoutMs,
      breaker: options.breaker ?? { failures: 1_000_000, openMs: 1000 },
      maxBodyBytes: options.maxBodyBytes ?? Number.MAX_SAFE_INTEGER,
      stopping: shutdown.signal,
      log,
    });
  const store = options.store === undefined ? undefined : connectStore(options.store, log);
  let apiKeys = parseApiKeys(options.apiKeys ?? '');
  const app = createApp({
    inventory: upstream('inventory', 'The catalogue'),
    pairing: upstream('pairing', 'Pairing'),
    orders: options.orders ?? { place: noOrders, status: noOrders },
    apiKeys: () => apiKeys,
    limits: parseLimits(options.rateLimit ?? ''),
    limitStore: store,
    corsOrigins: parseOrigins(options.corsOrigins ?? ''),
    clientAddressOf: trustProxies(options.trustedProxies ?? ''),
    proto: options.tls ? 'https' : 'http',
    maxInFlight: options.maxInFlight ?? 10_000,
    idleTimeoutS: options.idleTimeoutS ?? 30,
    bodyTimeoutMs: timeoutMs,
    metadata: createMetadata('test'),
    checks: { gateway: () => (shutdown.isClosing() ? { status: 'fail' } : { status: 'ok' }) },
    shutdown,
    log,
  });
  const listener = listen(app, shutdown, { hostname: '127.0.0.1', port: options.port ?? 0, reusePort: false, tls: options.tls });
  return {
    port: listener.port,
    url: `http://127.0.0.1:${listener.port}`,
    close: listener.close,
    useKeys: (setting: string) => {
      apiKeys = parseApiKeys(setting);
    },
    stop: () => {
      void app.server?.stop(true);
      store?.close();
    },
  };
};

if (import.meta.main) {
  const orders: Orders = { place: async () => 'an-id', status: async (id) => ({ id, status: 'queued' }) };
  console.log(startGateway({ orders, ...JSON.parse(process.argv[2] ?? '{}') }).port);
  // The memory after a collection shows leaks.
  process.on('SIGUSR2', () => {
    Bun.gc(true);
    console.log('collected');
  });
}
