// More and more waiting orders. A run of its own: to fill the queue with a million takes a minute, and to write them to disk as long.
import { connectAsAdmin } from '@matinee/testing/database';
import type { Platform } from '../platform.ts';
import type { Point, Results } from '../report/results.ts';
import { drainByBilling } from './drain.ts';
import { openQueue } from './queue.ts';

const sizes = [1000, 100_000, 1_000_000];

export const benchOrdersGrowth = async (results: Results, platform: Platform): Promise<void> => {
  const queue = await openQueue(platform);
  const sql = connectAsAdmin(platform.billingDatabase);
  await platform.pm2('stop', 'billing_app');
  const points: Point[] = [];
  for (const size of sizes) {
    await queue.fill(size);
    const { rate, peak } = await drainByBilling(platform, queue, sql, size);
    points.push({ series: 'billing', size, value: rate });
    results.amount(`billing's memory at its peak, ${size.toLocaleString('en')} waiting`, peak, 'MB');
  }
  results.growth('growth-orders', 'Waiting orders stored, from the subscription to the last row', 'waiting', 'orders/s', points);
  await platform.pm2('start', 'billing_app');
  await queue.close();
  await sql.end();
};
