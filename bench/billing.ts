// Billing beside what RabbitMQ and amqplib can do alone, in one run. See scripts/bench.sh.
import { run } from '@matinee/testing/run';
import { until } from '@matinee/testing/wait';
import { wrk } from './load/wrk.ts';
import { channel, connection, depth, order, pm2, purge, queues, settings, sql } from './platform.ts';
import { interleave, line, ratio, spread } from './rounds.ts';

const url = `http://127.0.0.1:${settings.gatewayPort}/api/billing`;
const json = async (command: string[]) => JSON.parse(await run(command)) as Record<string, number>;
const median = (values: number[]) => spread(values).median;
let errors = 0;

/** Orders per second that the gateway takes over 64 connections, as fast as they come. */
const takeOrders = async (): Promise<number> => {
  await purge();
  const load = await wrk(url, { script: 'bench/post.lua' });
  errors += load.errors;
  return load.rate;
};
const publishBare = async (): Promise<number> => {
  await purge();
  return (await json(['bun', 'bench/bare-publisher.ts', '5'])).rate ?? 0;
};

const intake = async () => {
  console.log(`Taking orders, ${settings.queueType} queue, billing stopped`);
  const { bare, orders } = await interleave(5, { bare: publishBare, orders: takeOrders });
  line('amqplib alone, 256 confirms in flight', bare, 'messages/s');
  line('gateway, 64 connections', orders, 'orders/s  ');
  const rate = Math.round(median(orders) / 2);
  const bareP99 = async () => {
    await purge();
    return (await json(['bun', 'bench/bare-publisher.ts', '5', String(rate)])).p99 ?? 0;
  };
  const gatewayP99 = async () => {
    await purge();
    const result = await json(['bun', 'bench/post-orders.ts', '5', String(rate)]);
    errors += result.errors ?? 0;
    return result.p99 ?? 0;
  };
  const p99 = await interleave(5, { bare: bareP99, gateway: gatewayP99 });
  line(`amqplib alone, p99 at ${rate}/s`, p99.bare, 'ms');
  line(`gateway, p99 at ${rate}/s`, p99.gateway, 'ms');
  ratio('orders taken : bare publishes', median(orders) / median(bare), { atLeast: 0.7 });
  ratio('p99 : bare p99, at the same rate', median(p99.gateway) / median(p99.bare), { atMost: 3 });
  ratio('errors', errors, { atMost: 0 });
};

/** Fills the queue with messages of ids of their own. */
const fill = async (count: number) => {
  await purge();
  for (let i = 0; i < count; i++) {
    channel.sendToQueue(queues.orders.name, Buffer.from(order), { persistent: true, messageId: Bun.randomUUIDv7() });
    if (i % 5000 === 4999) await channel.waitForConfirms();
  }
  await channel.waitForConfirms();
  await until('the queue to be full', async () => (await depth()) === count);
};

const drainAlone = (mode: 'ack' | 'one', count: number) => async () => {
  await fill(count);
  return (await json(['bun', 'bench/drain.ts', mode, String(count)])).rate ?? 0;
};

let peakMemory = 0;
const drainByBilling = (count: number) => async () => {
  await fill(count);
  await sql`truncate orders`;
  const rows = async () => (await sql<[{ count: number }]>`select count(*)::int as count from orders`)[0].count;
  await pm2('start', 'billing_app');
  const first = await until('the first rows', async () => (await rows()) || undefined, 60);
  const start = performance.now();
  await until('the queue to be empty', async () => (await depth()) === 0, 120);
  await until('every row', async () => (await rows()) === count, 60);
  const rate = (count - first) / ((performance.now() - start) / 1000);
  const pid = (await pm2('pid', 'billing_app')).trim().split('\n').at(-1);
  const status = await Bun.file(`/proc/${pid}/status`).text();
  peakMemory = Math.max(peakMemory, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024);
  await pm2('stop', 'billing_app');
  return rate;
};

const drain = async () => {
  console.log(`Draining 200,000 waiting orders, prefetch ${settings.prefetch}`);
  const rates = await interleave(3, {
    alone: drainAlone('ack', 200_000),
    billing: drainByBilling(200_000),
    one: drainAlone('one', 5000),
  });
  line('consume and acknowledge, no database', rates.alone, 'messages/s');
  line('billing', rates.billing, 'orders/s  ');
  line('one insert and one ack a message', rates.one, 'orders/s  ');
  ratio('billing : consume and acknowledge alone', median(rates.billing) / median(rates.alone), { atLeast: 0.95 });
  ratio('billing : one insert and ack a message', median(rates.billing) / median(rates.one), { atLeast: 15 });
  ratio("billing's memory at its peak, MB", peakMemory, { atMost: 200 });
};

const loneOrder = async () => {
  await purge();
  await pm2('start', 'billing_app');
  const times: number[] = [];
  for (let i = 0; i < 60; i++) {
    await Bun.sleep(50);
    const response = await fetch(url, { method: 'POST', body: order, headers: { 'content-type': 'application/json' } });
    const answered = performance.now();
    const { id } = (await response.json()) as { id: string };
    while ((await sql`select from orders where message_id = ${id}`).length === 0);
    times.push(performance.now() - answered);
  }
  console.log('A single order on an idle system');
  line('from its 200 to its row', times, 'ms');
  ratio('median, ms', median(times), { atMost: 20 });
};

await pm2('stop', 'billing_app');
await intake();
await drain();
await loneOrder();
await connection.close();
await sql.end();
