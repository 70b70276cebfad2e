// Orders taken by the gateway, beside confirmed publishes of amqplib alone.
import { openLoop } from '../load/open-loop.ts';
import { type Requests, type Tally, wrk, wrkSide } from '../load/wrk.ts';
import { interleave, perRound } from '../measure/rounds.ts';
import { spread } from '../measure/spread.ts';
import { inTurns, type Side } from '../measure/turns.ts';
import { order, type Platform } from '../platform.ts';
import { startStopped } from '../processes.ts';
import type { Results } from '../report/results.ts';
import { inFlightLimit, publishOrders } from './publisher.ts';
import type { Queue } from './queue.ts';
import { turnMs } from './turns.ts';

/** Orders for the gateway on a port. */
export const orders = (port: number): Requests => ({ port, path: '/api/billing', script: 'bench/billing/post.lua' });

const amqplibAlone: Side = {
  inFlight: inFlightLimit,
  start: async (seconds) => {
    const { pid, printed } = await startStopped(['bun', 'bench/billing/publish.ts', String(seconds)]);
    return { pid, ended: printed.then(Number) };
  },
};

export const measureIntake = async (results: Results, platform: Platform, queue: Queue) => {
  results.section(`Taking orders, ${platform.queueType} queue, billing stopped`);
  const tally = { errors: 0 };
  const RabbitMQ = await platform.rabbitPid();
  const gateway = await platform.pidOf('gateway_app');
  // The gateway is the one side that was just started and goes on running: its code is translated when it has taken some ten thousand orders.
  await wrk(orders(platform.gatewayPort), { seconds: 4, tally });
  const top = await inTurns(
    6,
    {
      bare: { ...amqplibAlone, prepare: () => queue.purge(), processes: { RabbitMQ } },
      orders: wrkSide(orders(platform.gatewayPort), tally, { gateway, RabbitMQ }),
    },
    { turnMs },
  );
  results.line('amqplib alone, 256 confirms in flight', top.bare, 'messages/s');
  results.line('gateway, 64 connections', top.orders, 'orders/s');
  results.ratio('orders taken : bare publishes', perRound(top.orders.values, top.bare.values), { atLeast: 0.7 });
  await measureTail(results, platform, queue, Math.round(spread(top.orders.values).median / 2), tally);
  results.amount('errors', tally.errors, '', { atMost: 0 });
};

const request = `POST /api/billing HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: ${order.length}\r\n\r\n${order}`;

const measureTail = async (results: Results, platform: Platform, queue: Queue, rate: number, tally: Tally) => {
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
