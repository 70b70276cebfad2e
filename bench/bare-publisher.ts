// The limit of taking orders: amqplib alone publishes the same message with the same properties and waits for confirms.
// Usage: bun bench/bare-publisher.ts SECONDS [RATE]   prints {"rate","p50","p99"} (ms, from the intended start where a rate is set)
import { latencies } from './load/open-loop.ts';
import { channel, connection, order, queues } from './platform.ts';

const seconds = Number(process.argv[2]);
const rate = Number(process.argv[3] ?? 0);
const inFlightLimit = 256;
const content = Buffer.from(order);
const latency = latencies();

let inFlight = 0;
let confirmed = 0;
let issued = 0;
const start = performance.now();
const end = start + seconds * 1000;

const publish = (intended: number) => {
  inFlight += 1;
  channel.publish(
    '',
    queues.orders.name,
    content,
    {
      persistent: true,
      mandatory: true,
      messageId: Bun.randomUUIDv7(),
      contentType: 'application/json',
      timestamp: Math.floor(Date.now() / 1000),
      appId: 'gateway_app',
      headers: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', 'x-request-id': Bun.randomUUIDv7() },
    },
    (error) => {
      if (error) throw error;
      inFlight -= 1;
      confirmed += 1;
      latency.recordValue(Math.round((performance.now() - intended) * 1000));
      fill();
    },
  );
};

const done = Promise.withResolvers<void>();
const fill = () => {
  const now = performance.now();
  while (inFlight < inFlightLimit && now < end) {
    const intended = rate === 0 ? now : start + (issued * 1000) / rate;
    if (intended > now) break;
    issued += 1;
    publish(intended);
  }
  if (now >= end && inFlight === 0) done.resolve();
};
const pacer = setInterval(fill, 1);
fill();
await done.promise;
clearInterval(pacer);

const elapsed = (performance.now() - start) / 1000;
console.log(
  JSON.stringify({
    rate: confirmed / elapsed,
    p50: latency.getValueAtPercentile(50) / 1000,
    p99: latency.getValueAtPercentile(99) / 1000,
  }),
);
await connection.close();
process.exit(0);
