// Orders taken by the gateway, beside what a user would write instead of it.
import { type Requests, type Tally, wrk, wrkSide } from '../load/wrk.ts';
import { cpuEach, perRound } from '../measure/rounds.ts';
import { spread } from '../measure/spread.ts';
import { inTurns } from '../measure/turns.ts';
import { startOrderPeers } from '../peers/orders.ts';
import type { Platform } from '../platform.ts';
import type { Results } from '../report/results.ts';
import type { Queue } from './queue.ts';
import { measureTail } from './tail.ts';
import { turnMs } from './turns.ts';

/** Orders for the gateway on a port. */
export const orders = (port: number): Requests => ({ port, path: '/api/billing', script: 'bench/billing/post.lua' });

const names = {
  smallest: '(a) Bun.serve and amqplib',
  fastify: '(b) Fastify and amqplib on Node',
  gateway: 'gateway',
};

export const measureIntake = async (results: Results, platform: Platform, queue: Queue) => {
  results.section(`Taking orders, 64 connections, ${platform.queueType} queue, billing stopped`);
  const tally = { errors: 0 };
  const RabbitMQ = await platform.rabbitPid();
  const peers = await startOrderPeers(platform);
  const gateway = { port: platform.gatewayPort, pid: await platform.pidOf('gateway_app') };
  let missing = 0;
  for (const { port } of [peers.smallest, peers.fastify, gateway]) missing += await warmUp(queue, port, tally);

  const side = ({ port, pid }: typeof gateway) => ({
    ...wrkSide(orders(port), tally, { server: pid, RabbitMQ }),
    prepare: () => queue.purge(),
  });
  const top = await inTurns(
    6,
    { smallest: side(peers.smallest), gateway: side(gateway), fastify: side(peers.fastify) },
    { turnMs },
  );
  const cpu = {
    smallest: cpuEach(top.smallest, 'server'),
    fastify: cpuEach(top.fastify, 'server'),
    gateway: cpuEach(top.gateway, 'server'),
  };
  for (const name of ['smallest', 'fastify', 'gateway'] as const) {
    results.line(names[name], top[name], 'orders/s');
    results.amount(`CPU per order: ${names[name]}`, cpu[name], 'µs');
  }
  const rate = top.gateway.values;
  results.ratio('orders taken : (a)', perRound(rate, top.smallest.values), { atLeast: 0.8 });
  results.ratio('orders taken : (b)', perRound(rate, top.fastify.values), { atLeast: 1.15 });
  results.ratio('CPU per order : (a)', perRound(cpu.gateway, cpu.smallest), { atMost: 1.35 });
  results.ratio('CPU per order : (b)', perRound(cpu.gateway, cpu.fastify));
  for (const peer of Object.values(peers)) await peer.stop();
  await measureTail(results, platform, queue, Math.round(spread(rate).median / 2), tally);
  results.amount('orders answered and not in the queue', missing, '', { atMost: 0 });
  results.amount('errors', tally.errors, '', { atMost: 0 });
};

/**
 * Lets a server translate its code: it has when it has taken some ten thousand orders.
 * @returns how many orders it has answered that are not in the queue
 */
const warmUp = async (queue: Queue, port: number, tally: Tally): Promise<number> => {
  await queue.purge();
  const { requests } = await wrk(orders(port), { seconds: 4, tally });
  return Math.max(0, requests - (await queue.state()).messageCount);
};
