// A gateway for tests, on a free port, in front of whatever the test has. As a program it is a process of its own, whose memory can be
// measured: `bun gateway/harness.ts '{"upstreamPort": 8080}'` prints its port.
import { createLog } from '@matinee/runtime/log';
import { answerProblem } from './answer.ts';
import { parseKeyring } from './api-keys/keyring.ts';
import { createApp } from './app.ts';
import { answerBilling } from './billing.ts';
import { parseCors } from './cors.ts';
import { openDoors } from './doors.ts';
import { Deadlines } from './http/deadlines.ts';
import type { ListenSettings } from './http/server.ts';
import { createMetadata } from './metadata.ts';
import type { Orders } from './orders.ts';
import { apiRoutes } from './routes.ts';
import { parseLimits } from './throttle/limits.ts';
import { connectStore } from './throttle/store.ts';
import { createThrottle } from './throttle/throttle.ts';
import { parseTrustedProxies } from './trusted-proxies.ts';
import { createUpstream } from './upstream/upstream.ts';

const notCalled = () => Promise.reject(new Error('not part of these tests'));

type Wish = Partial<ListenSettings> & {
  upstreamPort?: number;
  orders?: Orders;
  apiKeys?: string;
  rateLimit?: string;
  store?: string;
  trustedProxies?: string;
  corsOrigins?: string;
  maxInHand?: number;
  maxBodyBytes?: number;
  breaker?: { failures: number; openMs: number };
  upstreamLimits?: { connectMs: number; headMs: number; idleMs: number };
};

export const startGateway = (wish: Wish = {}) => {
  const log = createLog('test', 'silent');
  const deadlines = new Deadlines();
  const common = {
    hostname: '127.0.0.1',
    port: wish.upstreamPort ?? 1,
    maxBodyBytes: wish.maxBodyBytes ?? Number.MAX_SAFE_INTEGER,
    limits: wish.upstreamLimits ?? { connectMs: 500, headMs: 400, idleMs: 2000 },
    breaker: wish.breaker ?? { failures: 1_000_000, openMs: 1000 },
    deadlines,
    answer: answerProblem,
    log,
  };
  const inventory = createUpstream({ name: 'inventory', title: 'The catalogue', ...common });
  const pairing = createUpstream({ name: 'pairing', title: 'Pairing', ...common });
  const store = wish.store === undefined ? undefined : connectStore(wish.store, log);
  let keyring = parseKeyring(wish.apiKeys ?? '');
  const app = createApp({
    log,
    metadata: createMetadata('test'),
    checks: { gateway: () => (doors.isClosing() ? { status: 'fail' } : { status: 'ok' }) },
  });
  const doors = openDoors(
    {
      routes: apiRoutes({
        inventory,
        pairing,
        billing: answerBilling(wish.orders ?? { place: notCalled, status: notCalled }, log),
      }),
      application: app.handle,
      keyring: () => keyring,
      throttle: createThrottle(parseLimits(wish.rateLimit ?? ''), store, log),
      cors: parseCors(wish.corsOrigins ?? ''),
      trusted: parseTrustedProxies(wish.trustedProxies ?? ''),
      maxInHand: wish.maxInHand ?? 10_000,
      log,
    },
    {
      hostname: '127.0.0.1',
      port: wish.port ?? 0,
      reusePort: wish.reusePort ?? false,
      tls: wish.tls,
      limits: wish.limits ?? { idleMs: 30_000, headMs: 2000, progressMs: 2000 },
      maxConnections: wish.maxConnections ?? 20_000,
    },
  );
  return {
    port: doors.port,
    url: `http://127.0.0.1:${doors.port}`,
    doors,
    useKeys: (setting: string) => {
      keyring = parseKeyring(setting);
    },
    stop: () => {
      doors.stop();
      inventory.close();
      pairing.close();
      store?.close();
      deadlines.stop();
    },
  };
};

if (import.meta.main) {
  const orders: Orders = { place: async () => 'an-id', status: async (id) => ({ id, status: 'queued' }) };
  console.log(startGateway({ orders, ...JSON.parse(process.argv[2] ?? '{}') }).port);
  // What is left after it is no garbage.
  process.on('SIGUSR2', () => {
    Bun.gc(true);
    console.log('collected');
  });
}
