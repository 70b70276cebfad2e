// Waiting orders stored by Matinee and by the plain Python consumer.
import { connectAsAdmin } from '@matinee/testing/database';
import { until } from '@matinee/testing/wait';
import type postgres from 'postgres';
import { drainByBilling } from '../billing/drain.ts';
import type { Queue } from '../billing/queue.ts';
import type { Platform } from '../platform.ts';
import type { Started } from '../processes.ts';
import { peerDatabase, peerQueue } from './peer.ts';

export const drainOurs = (platform: Platform, queue: Queue, sql: postgres.Sql, count: number) => async () => {
  await queue.fill(count);
  return (await drainByBilling(platform, queue, sql, count)).rate;
};

/** @returns orders per second, from the first row on: Python takes a second to start */
export const drainByPeer = (queue: Queue, startBilling: () => Promise<Started>, count: number) => async () => {
  const sql = connectAsAdmin(peerDatabase);
  await queue.fill(count, peerQueue);
  const stored = async () => (await sql<[{ count: number }]>`select count(*)::integer as count from orders`)[0].count;
  const billing = await startBilling();
  const before = await until('the first row', async () => (await stored().catch(() => 0)) || undefined, 30);
  const start = performance.now();
  await until('every row', async () => (await stored()) >= count, 60);
  const rate = (count - before) / ((performance.now() - start) / 1000);
  await billing.stop();
  await sql`truncate orders`;
  await sql.end();
  return rate;
};
