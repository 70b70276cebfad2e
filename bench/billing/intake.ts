// Orders accepted by the gateway, beside what an engineer would write instead of it.
import { type Requests, wrk, wrkSide } from '../load/wrk.ts';
import { cpuEach, inTurns, ratios } from '../measure/turns.ts';
import { startPeer } from '../peers/start.ts';
import { order, type Platform } from '../platform.ts';
import type { Report } from '../report.ts';
import type { Queue } from './queue.ts';

export const orders = (port: number): Requests => ({ port, paths: ['/api/billing'], method: 'POST', body: order });

export const measureIntake = async (report: Report, platform: Platform, queue: Queue) => {
  report.section(`Accepting orders, 64 connections, ${platform.queueType} queue, billing stopped`);
  const env = { BROKER_URL: platform.brokerUrl, QUEUE: platform.queues.orders.name };
  const [smallest, fastify] = [await startPeer('orders-bun.ts', env), await startPeer('orders-fastify.mjs', env)];
  const gateway = { port: platform.gatewayPort, pid: await platform.pidOf('gateway_app') };
  const RabbitMQ = await platform.rabbitPid();
  const services = { '(a) Bun.serve and amqplib': smallest, '(b) Fastify and amqplib on Node': fastify, gateway };

  // A process has translated its code when it has accepted some ten thousand orders.
  let missing = 0;
  for (const { port } of Object.values(services)) {
    await queue.purge();
    const { count } = await wrk(orders(port), 4);
    missing += Math.max(0, count - (await queue.length()));
  }
  const sides = (delayMs?: number) =>
    Object.fromEntries(
      Object.entries(services).map(([name, { port, pid }]) => {
        const side = wrkSide({ ...orders(port), ...(delayMs && { delayMs }) }, { server: pid, RabbitMQ });
        return [name, { ...side, prepare: () => queue.purge() }];
      }),
    );
  const top = await inTurns(6, sides());
  report.rates('orders', top, 'orders/s');
  const [a = [], b = [], ours = []] = Object.values(top);
  const cpu = cpuEach('server');
  report.add('CPU per order', ours.map(cpu), 'µs');
  report.add('orders accepted : (a)', ratios(ours, a), '', { atLeast: 0.8 });
  report.add('orders accepted : (b)', ratios(ours, b), '', { atLeast: 1.15 });
  report.add('CPU per order : (a)', ratios(ours, a, cpu), '', { atMost: 1.35 });
  report.add('CPU per order : (b)', ratios(ours, b, cpu));

  const rates = ours.map(({ rate }) => rate);
  const half = await inTurns(6, sides(Math.ceil(64_000 / (Math.min(...rates) / 2))));
  report.rates('about half the top rate', half, 'orders/s');
  const [calmA = [], calmB = [], calm = []] = Object.values(half);
  const p99 = ({ p99 }: { p99: number }) => p99;
  report.add('p99 at half the top rate', calm.map(p99), 'ms');
  report.add('p99 at half the top rate : (a)', ratios(calm, calmA, p99), '', { atMost: 3 });
  report.add('p99 at half the top rate : (b)', ratios(calm, calmB, p99));
  report.add('orders answered and not in the queue', missing, '', { atMost: 0 });
  for (const peer of [smallest, fastify]) await peer.stop();
};
