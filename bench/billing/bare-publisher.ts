// The limit of taking orders: amqplib alone publishes the same message with the same properties and waits for confirms.
// Usage: bun bench/billing/bare-publisher.ts SECONDS CONFIRMS_IN_FLIGHT [RATE]
//   prints rate and latencies (ms, from the intended start where a rate is set) of what comes after the first half second
import { latencies, percentiles } from '../load/latencies.ts';
import { order, platformOf } from '../platform.ts';
import { openQueue } from './queue.ts';

const seconds = Number(process.argv[2]);
const inFlightLimit = Number(process.argv[3]);
const rate = Number(process.argv[4] ?? 0);
const warmUpMs = 500;

const platform = platformOf();
const { channel, close } = await openQueue(platform);
const content = Buffer.from(order);
const latency = latencies();

let inFlight = 0;
let confirmed = 0;
let issued = 0;
const start = performance.now();
const counted = start + warmUpMs;
const end = counted + seconds * 1000;

const publish = (intended: number) => {
  inFlight += 1;
  channel.publish(
    '',
    platform.queues.orders.name,
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
      const now = performance.now();
      if (now >= counted && now < end) confirmed += 1;
      if (intended >= counted) latency.recordValue(Math.max(1, Math.round((now - intended) * 1000)));
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

console.log(JSON.stringify({ rate: confirmed / seconds, ...percentiles(latency) }));
await close();
process.exit(0);
