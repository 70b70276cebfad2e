import { orderQueues } from '@matinee/contracts/queues';
import { longestWaitS } from '@matinee/contracts/tokens';
import { connectBroker } from '@matinee/runtime/broker';
import { runUntilStopped } from '@matinee/runtime/lifecycle';
import { createLog } from '@matinee/runtime/log';
import { createPublisher } from '@matinee/runtime/publisher';
import { createApp } from './app.ts';
import { createChecks } from './checks.ts';
import { config } from './config.ts';
import { createForward } from './forward.ts';
import { createMetadata } from './metadata.ts';
import { createOrders } from './orders.ts';
import { declareRoute, routeOf } from './route.ts';
import { createAskBilling } from './status.ts';

// The gateway calls nothing but the platform's own services: a proxy that the machine's environment names has no part in that.
process.env.NO_PROXY = '*';

const log = createLog('gateway_app', config.logLevel);
const inventory = `http://${config.inventoryHost}:${config.inventoryPort}`;
const pairing = `http://${config.pairingHost}:${config.pairingPort}`;
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

const stopping = new AbortController();

const app = createApp({
  log,
  metadata: createMetadata(config.commit),
  checks: createChecks({ inventory, pairing, broker }),
  forward: createForward({ origin: inventory, timeoutMs: config.upstreamTimeoutMs, log }),
  tokens: {
    forward: createForward({ origin: pairing, timeoutMs: config.upstreamTimeoutMs, log }),
    forwardWaiting: createForward({ origin: pairing, timeoutMs: config.upstreamTimeoutMs + longestWaitS * 1000, log }),
    stopping: stopping.signal,
  },
  orders: createOrders({
    publisher,
    route,
    askBilling: createAskBilling(broker, { queue: status, timeoutMs: config.statusTimeoutMs }),
  }),
}).listen({ hostname: config.host, port: config.port });
log.info({ host: config.host, port: config.port }, 'listening');

runUntilStopped(
  [
    ['doors', () => app.stop(), () => stopping.abort()],
    ['wires', broker.close],
  ],
  { log, timeoutMs: config.stopTimeoutMs },
);
