// amqplib alone: the same message as the gateway's with the same properties, and nothing but its confirm.
import type { Histogram } from 'hdr-histogram-js';
import { latencies, type Percentiles, percentiles } from '../load/latencies.ts';
import { order, type Platform } from '../platform.ts';
import type { Queue } from './queue.ts';

type Pace = {
  seconds: number;
  /** Messages per second; as many as are confirmed if there is none. */
  rate?: number;
};

/** Latencies in ms, from the intended start where a rate is set. */
export type Published = Percentiles & { confirmed: number };

/** How many messages may wait for their confirms. */
export const inFlightLimit = 256;

/** Publishes orders for a while, and waits for the last confirm. */
export const publishOrders = async ({ channel }: Queue, { queues }: Platform, { seconds, rate }: Pace): Promise<Published> => {
  const content = Buffer.from(order);
  const latency: Histogram = latencies();
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
      const intended = rate === undefined ? now : start + (issued * 1000) / rate;
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
  return { confirmed: issued, ...percentiles(latency) };
};
