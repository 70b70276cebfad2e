import { orderQueues } from '@matinee/contracts/queues';
import { connectBroker } from '@matinee/runtime/broker';
import { runUntilStopped } from '@matinee/runtime/lifecycle';
import { createLog } from '@matinee/runtime/log';
import { createPublisher } from '@matinee/runtime/publisher';
import { createApp } from './app.ts';
import { bindingOf, declareBinding } from './billing/binding.ts';
import { createAskBilling } from './billing/order-status.ts';
import { createOrders } from './billing/orders.ts';
import { createResend } from './billing/resend.ts';
import { config } from './config.ts';
import { listen } from './listener.ts';
import { createMetadata } from './metadata.ts';
import { createShutdown } from './plugins/shutdown.ts';
import { createUpstream } from './proxy/upstream.ts';
import { connectStore } from './rate-limit/store.ts';
import { onHangup } from './reload.ts';
import { createChecks } from './routes/health.ts';

// An HTTP proxy of the environment must not get the requests to services.
process.env.NO_PROXY = '*';

const log = createLog('gateway_app', config.logLevel);
const { orders, status } = orderQueues(config.queue, config.queueType);

const broker = await connectBroker(config.brokerUrl, { name: 'gateway_app', log });
const binding = bindingOf(orders, `${config.host}:${config.port}`);
const publisher = createPublisher(broker, {
  declare: (channel) => declareBinding(channel, orders, binding),
  timeoutMs: config.confirmTimeoutMs,
  inFlight: config.confirmsInFlight,
  resend: createResend(500),
  log,
});
const askBilling = createAskBilling(broker, { queue: status, timeoutMs: config.statusTimeoutMs });

// Bun's fetch queues requests beyond its limit silently.
const fetchLimit = Number(process.env.BUN_CONFIG_MAX_HTTP_REQUESTS) || 256;
if (fetchLimit < config.maxInFlight)
  log.warn(
    { limit: fetchLimit, wanted: config.maxInFlight },
    'BUN_CONFIG_MAX_HTTP_REQUESTS is below GATEWAY_REQUESTS_IN_HAND and limits it',
  );

const shutdown = createShutdown();
const upstream = (name: string, title: string, host: string, port: number, maxBodyBytes: number) =>
  createUpstream({
    name,
    title,
    origin: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    timeoutMs: config.upstreamTimeoutMs,
    breaker: { failures: config.breakerFailures, openMs: config.breakerOpenMs },
    maxBodyBytes,
    stopping: shutdown.signal,
    log,
  });
const inventory = upstream('inventory', 'The catalogue', config.inventoryHost, config.inventoryPort, config.moviesBodyBytes);
const pairing = upstream('pairing', 'Pairing', config.pairingHost, config.pairingPort, config.tokensBodyBytes);
const limitStore = config.limitStore ? connectStore(config.limitStore, log) : undefined;

let apiKeys = config.apiKeys;
if (apiKeys.isOpen) log.warn('API_KEYS is empty: there is no authentication');

const app = createApp({
  inventory,
  pairing,
  orders: createOrders({ publisher, binding, askBilling }),
  apiKeys: () => apiKeys,
  limits: config.limits,
  limitStore,
  corsOrigins: config.corsOrigins,
  clientAddressOf: config.clientAddressOf,
  proto: config.tls ? 'https' : 'http',
  maxInFlight: Math.min(config.maxInFlight, fetchLimit),
  idleTimeoutS: Math.ceil(config.clientIdleMs / 1000),
  bodyTimeoutMs: config.upstreamTimeoutMs,
  metadata: createMetadata(config.commit),
  checks: createChecks({ upstreams: [inventory, pairing], broker, isClosing: shutdown.isClosing }),
  shutdown,
  log,
});

const { host, port, tls } = config;
const listener = listen(app, shutdown, { hostname: host, port, reusePort: config.reusePort === 'yes', tls });
log.info({ host, port, tls: tls !== undefined }, 'listening');

onHangup({ hadTls: tls !== undefined, log }, (renewed) => {
  apiKeys = renewed.apiKeys;
  if (renewed.tls) listener.renew(renewed.tls);
});

runUntilStopped(
  [
    ['server', () => listener.close(config.drainGraceMs)],
    ['connections', broker.close, () => limitStore?.close()],
  ],
  { log, timeoutMs: config.stopTimeoutMs },
);
