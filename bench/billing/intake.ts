// Orders taken by the gateway, beside confirmed publishes of amqplib alone.
import { run } from '@matinee/testing/run';
import { wrk } from '../load/wrk.ts';
import { interleave, perRound } from '../measure/rounds.ts';
import { spread } from '../measure/spread.ts';
import type { Platform } from '../platform.ts';
import type { Results } from '../report/results.ts';
import type { Queue } from './queue.ts';

const program = async (name: string, ...args: (string | number)[]) =>
  JSON.parse(await run(['bun', `bench/billing/${name}.ts`, ...args.map(String)])) as Record<
    'rate' | 'errors' | 'p99' | 'p999',
    number
  >;

/** Orders per second that the gateway takes over 64 connections, as fast as they come. */
export const takeOrders = ({ gatewayPort }: Pick<Platform, 'gatewayPort'>, options: { seconds?: number } = {}) =>
  wrk(`http://127.0.0.1:${gatewayPort}/api/billing`, { ...options, script: 'bench/billing/post.lua' });

export const measureIntake = async (results: Results, platform: Platform, queue: Queue) => {
  results.section(`Taking orders, ${platform.queueType} queue, billing stopped`);
  let errors = 0;
  const RabbitMQ = await platform.rabbitPid();
  const gateway = await platform.pidOf('gateway_app');
  const prepare = () => queue.purge();
  // The gateway is the one side that was just started and goes on running: its code is translated when it has taken some ten thousand orders.
  await takeOrders(platform, { seconds: 4 });
  const top = await interleave(
    6,
    {
      bare: { prepare, measure: async () => (await program('bare-publisher', 1, 256)).rate, processes: { RabbitMQ } },
      orders: {
        prepare,
        measure: async () => {
          const load = await takeOrders(platform);
          errors += load.errors;
          return load.rate;
        },
        processes: { gateway, RabbitMQ },
      },
    },
    { until: [['orders', 'bare']] },
  );
  results.line('amqplib alone, 256 confirms in flight', top.bare, 'messages/s');
  results.line('gateway, 64 connections', top.orders, 'orders/s');
  results.ratio('orders taken : bare publishes', perRound(top.orders.values, top.bare.values), { atLeast: 0.7 });

  const rate = Math.round(spread(top.orders.values).median / 2);
  const tail: Record<'bare' | 'orders', number[]> = { bare: [], orders: [] };
  const latency = async (side: 'bare' | 'orders', load: Promise<Record<'errors' | 'p99' | 'p999', number>>) => {
    const seen = await load;
    errors += seen.errors ?? 0;
    tail[side].push(seen.p999);
    return seen.p99;
  };
  const p99 = await interleave(6, {
    bare: { prepare, measure: () => latency('bare', program('bare-publisher', 0.7, 256, rate)) },
    orders: { prepare, measure: () => latency('orders', program('post-orders', 0.7, rate)) },
  });
  results.line(`amqplib alone, p99 at ${rate}/s`, p99.bare.values, 'ms');
  results.line(`amqplib alone, p99.9 at ${rate}/s`, tail.bare, 'ms');
  results.line(`gateway, p99 at ${rate}/s`, p99.orders.values, 'ms');
  results.line(`gateway, p99.9 at ${rate}/s`, tail.orders, 'ms');
  results.ratio('p99 : bare p99, at the same rate', perRound(p99.orders.values, p99.bare.values), { atMost: 3 });
  results.amount('errors', errors, '', { atMost: 0 });
};
