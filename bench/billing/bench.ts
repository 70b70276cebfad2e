// Billing beside RabbitMQ and amqplib alone, and beside Fastify.
import { connectAsAdmin } from '@matinee/tests/support/database';
import { until } from '@matinee/tests/support/wait';
import type postgres from 'postgres';
import { quick } from '../options.ts';
import { order, type Platform } from '../platform.ts';
import type { Report } from '../report.ts';
import { measureDrain, measureGrowth } from './drain.ts';
import { measureIntake } from './intake.ts';
import { openQueue, type Queue } from './queue.ts';

const open = async (platform: Platform, work: (queue: Queue, sql: postgres.Sql) => Promise<void>) => {
  const queue = await openQueue(platform);
  const sql = connectAsAdmin(platform.billingDatabase);
  await platform.pm2('stop', 'billing_app');
  await work(queue, sql);
  await platform.pm2('start', 'billing_app');
  await queue.close();
  await sql.end();
};

/** The time from an order's 200 to its row. */
const measureLoneOrders = async (report: Report, { gatewayPort }: Platform, sql: postgres.Sql) => {
  report.section('A single order on an idle system');
  const url = `http://127.0.0.1:${gatewayPort}/api/billing`;
  const times: number[] = [];
  for (let i = 0; i < (quick ? 10 : 60); i++) {
    await Bun.sleep(30);
    const response = await fetch(url, { method: 'POST', body: order, headers: { 'content-type': 'application/json' } });
    const answered = performance.now();
    const { id } = (await response.json()) as { id: string };
    const end = answered + 10_000;
    // Without a pause: the time is short.
    while ((await sql`select from orders where message_id = ${id}`).length === 0) {
      if (performance.now() > end) throw new Error(`The order ${id} was not stored within 10 s. Look at the log of billing_app.`);
    }
    times.push(performance.now() - answered);
  }
  report.add('from its 200 to its row', times, 'ms', { atMost: 20 });
};

export const benchBilling = async (report: Report, platform: Platform): Promise<void> => {
  await open(platform, async (queue, sql) => {
    await measureIntake(report, platform, queue);
    await measureDrain(report, platform, queue, sql);
    await queue.purge();
  });
  await until('billing', async () => (await fetch(`http://127.0.0.1:${platform.billingPort}/health`)).ok, 30);
  const sql = connectAsAdmin(platform.billingDatabase);
  await measureLoneOrders(report, platform, sql);
  await sql.end();
};

export const benchGrowth = (report: Report, platform: Platform): Promise<void> =>
  open(platform, (queue, sql) => measureGrowth(report, platform, queue, sql));
