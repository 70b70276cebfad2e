// amqplib alone: the same message as the gateway's with the same properties, and nothing but its confirm.
import { latencies, type Percentiles, percentiles } from '../load/latencies.ts';
import { order, type Platform } from '../platform.ts';
import type { Queue } from './queue.ts';

/** How many messages may wait for their confirms. */
const inFlightLimit = 256;

/**
 * Publishes orders for a while, and waits for the last confirm.
 * @param rate messages per second @returns latencies in ms, from the intended start
 */
export const publishOrders = async (
  { channel }: Queue,
  { queues }: Platform,
  { seconds, rate }: { seconds: number; rate: number },
): Promise<Percentiles> => {
  const content = Buffer.from(order);
  const latency = latencies();
  let [inFlight, issued] = [0, 0];
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
        latency.recordValue(Math.max(1, Math.round((performance.now() - intended) * 1000)));
        fill();
      },
    );
  };

  const done = Promise.withResolvers<void>();
  const fill = () => {
    const now = performance.now();
    while (inFlight < inFlightLimit && now < end) {
      const intended = start + (issued * 1000) / rate;
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
  return percentiles(latency);
};
