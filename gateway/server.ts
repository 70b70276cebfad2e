import { orderQueues } from '@matinee/contracts/queues';
import { connectBroker } from '@matinee/runtime/broker';
import { runUntilStopped } from '@matinee/runtime/lifecycle';
import { createLog } from '@matinee/runtime/log';
import { createPublisher } from '@matinee/runtime/publisher';
import { answerProblem } from './answer.ts';
import { createApp } from './app.ts';
import { answerBilling } from './billing.ts';
import { createChecks } from './checks.ts';
import { config } from './config.ts';
import { openDoors } from './doors.ts';
import { Deadlines } from './http/deadlines.ts';
import { createMetadata } from './metadata.ts';
import { createOrders } from './orders.ts';
import { onHangup } from './renewal.ts';
import { declareRoute, routeOf } from './route.ts';
import { apiRoutes } from './routes.ts';
import { createAskBilling } from './status.ts';
import { connectStore } from './throttle/store.ts';
import { createThrottle } from './throttle/throttle.ts';
import { createUpstream } from './upstream/upstream.ts';

// The gateway calls nothing but the platform's own services: a proxy that the machine's environment names has no part in that.
process.env.NO_PROXY = '*';

const log = createLog('gateway_app', config.logLevel);
const { orders, status } = orderQueues(config.queue, config.queueType);

const broker = await connectBroker(config.brokerUrl, { name: 'gateway_app', log });
const route = routeOf(orders, `${config.host}:${config.port}`);
const publisher = createPublisher(broker, {
  declare: (channel) => declareRoute(channel, orders, route),
  timeoutMs: config.confirmTimeoutMs,
  inFlight: config.confirmsInFlight,
  // Billing stores a message id once.
  resend: 500,
  log,
});

const deadlines = new Deadlines();
const behind = (service: { name: string; title: string; hostname: string; port: number; maxBodyBytes: number }) =>
  createUpstream({
    ...service,
    limits: { connectMs: config.upstreamConnectMs, headMs: config.upstreamTimeoutMs, idleMs: config.upstreamIdleMs },
    breaker: { failures: config.breakerFailures, openMs: config.breakerOpenMs },
    deadlines,
    answer: answerProblem,
    log,
  });
const inventory = behind({
  name: 'inventory',
  title: 'The catalogue',
  hostname: config.inventoryHost,
  port: config.inventoryPort,
  maxBodyBytes: config.moviesBodyBytes,
});
const pairing = behind({
  name: 'pairing',
  title: 'Pairing',
  hostname: config.pairingHost,
  port: config.pairingPort,
  maxBodyBytes: config.tokensBodyBytes,
});
const store = config.limitStore ? connectStore(config.limitStore, log) : undefined;

const app = createApp({
  log,
  metadata: createMetadata(config.commit),
  checks: createChecks({ inventory, pairing, broker, isClosing: () => doors.isClosing() }),
});
const billing = answerBilling(
  createOrders({
    publisher,
    route,
    askBilling: createAskBilling(broker, { queue: status, timeoutMs: config.statusTimeoutMs }),
  }),
  log,
);

let keyring = config.apiKeys;
if (keyring.isOpen) log.warn('API_KEYS is empty: everybody may do everything');
const doors = openDoors(
  {
    routes: apiRoutes({ inventory, pairing, billing }),
    application: app.handle,
    keyring: () => keyring,
    throttle: createThrottle(config.limits, store, log),
    cors: config.cors,
    trusted: config.trustedProxies,
    maxInHand: config.maxInHand,
    log,
  },
  {
    hostname: config.host,
    port: config.port,
    reusePort: config.reusePort === 'yes',
    tls: config.tls,
    limits: { idleMs: config.clientIdleMs, headMs: config.clientHeadMs, progressMs: config.clientProgressMs },
    maxConnections: config.maxConnections,
  },
);
log.info({ host: config.host, port: config.port, tls: config.tls !== undefined }, 'listening');

onHangup({ hadTls: config.tls !== undefined, log }, (renewed) => {
  keyring = renewed.apiKeys;
  if (renewed.tls) doors.renew(renewed.tls);
});

runUntilStopped(
  [
    ['doors', () => doors.close(config.drainGraceMs)],
    ['wires', broker.close, inventory.close, pairing.close, () => store?.close()],
  ],
  { log, timeoutMs: config.stopTimeoutMs },
);
