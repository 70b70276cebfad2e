// How soon after its 200 an order on an idle system is a row.
import type postgres from 'postgres';
import { asSoonAs } from '../measure/time.ts';
import { order, type Platform } from '../platform.ts';
import type { Results } from '../report/results.ts';
import { startBilling } from '../services.ts';
import type { Queue } from './queue.ts';

export const measureLoneOrders = async (results: Results, platform: Platform, queue: Queue, sql: postgres.Sql) => {
  results.section('A single order on an idle system');
  const billing = await startBilling(platform);
  await asSoonAs('billing to subscribe', 20, async () => (await queue.state()).consumerCount > 0);
  const times: number[] = [];
  for (let i = 0; i < 60; i++) {
    await Bun.sleep(30);
    const response = await fetch(`http://127.0.0.1:${platform.gatewayPort}/api/billing`, {
      method: 'POST',
      body: order,
      headers: { 'content-type': 'application/json' },
    });
    const answered = performance.now();
    const { id } = (await response.json()) as { id: string };
    const row = await asSoonAs('the row', 10, async () => (await sql`select from orders where message_id = ${id}`).length > 0);
    times.push(row.at - answered);
  }
  await billing.stop();
  results.amount('from its 200 to its row', times, 'ms', { atMost: 20 });
};
