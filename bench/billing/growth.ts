// More and more waiting orders. A run of its own: to fill the queue with a million takes a minute, and to write them to disk as long.
import { connectAsAdmin } from '@matinee/tests/support/database';
import { alone } from '../measure/turns.ts';
import type { Platform } from '../platform.ts';
import type { Point, Results } from '../report/results.ts';
import { billingSide } from './drain.ts';
import { openQueue } from './queue.ts';

const sizes = [1000, 100_000, 1_000_000];

export const benchOrdersGrowth = async (results: Results, platform: Platform): Promise<void> => {
  const queue = await openQueue(platform);
  const sql = connectAsAdmin(platform.billingDatabase);
  await platform.pm2('stop', 'billing_app');
  const points: Point[] = [];
  for (const size of sizes) {
    let peak = 0;
    const side = billingSide(platform, queue, sql, size, (mb) => {
      peak = mb;
    });
    points.push({ series: 'billing', size, value: await alone(side) });
    results.amount(`billing's memory at its peak, ${size.toLocaleString('en')} waiting`, peak, 'MB');
  }
  results.growth('growth-orders', 'Waiting orders stored, from the subscription to the last row', 'waiting', 'orders/s', points);
  await platform.pm2('start', 'billing_app');
  await queue.close();
  await sql.end();
};
