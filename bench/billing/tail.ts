// How long an order waits for its answer at half the top rate, beside a confirmed publish of amqplib alone.
import { openLoop } from '../load/open-loop.ts';
import type { Tally } from '../load/wrk.ts';
import { interleave, perRound } from '../measure/rounds.ts';
import { order, type Platform } from '../platform.ts';
import type { Results } from '../report/results.ts';
import { publishOrders } from './publisher.ts';
import type { Queue } from './queue.ts';

const request = `POST /api/billing HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: ${order.length}\r\n\r\n${order}`;

export const measureTail = async (results: Results, platform: Platform, queue: Queue, rate: number, tally: Tally) => {
  const posting = await openLoop({ port: platform.gatewayPort, connections: 64, next: () => request });
  const pace = { rate, seconds: 0.25 };
  const warmUp = 4;
  const tail: Record<'bare' | 'orders', number[]> = { bare: [], orders: [] };
  const p99 = await interleave(
    32,
    {
      bare: {
        prepare: () => queue.purge(),
        measure: async () => {
          const { p99, p999 } = await publishOrders(queue, platform, pace);
          tail.bare.push(p999);
          return p99;
        },
      },
      orders: {
        prepare: () => queue.purge(),
        measure: async () => {
          const load = await posting.send(pace);
          tally.errors += load.errors;
          tail.orders.push(load.p999);
          return load.p99;
        },
      },
    },
    { warmUp },
  );
  posting.close();
  results.line(`amqplib alone, p99 at ${rate}/s`, p99.bare.values, 'ms');
  results.line(`amqplib alone, p99.9 at ${rate}/s`, tail.bare.slice(warmUp), 'ms');
  results.line(`gateway, p99 at ${rate}/s`, p99.orders.values, 'ms');
  results.line(`gateway, p99.9 at ${rate}/s`, tail.orders.slice(warmUp), 'ms');
  results.ratio('p99 : bare p99, at the same rate', perRound(p99.orders.values, p99.bare.values), { atMost: 3 });
};
