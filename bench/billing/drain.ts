// Waiting orders stored by billing, beside consuming and acknowledging alone.
import { run } from '@matinee/testing/run';
import type postgres from 'postgres';
import { memoryMb } from '../measure/memory.ts';
import { interleave, perRound } from '../measure/rounds.ts';
import { asSoonAs } from '../measure/time.ts';
import type { Platform } from '../platform.ts';
import type { Results } from '../report/results.ts';
import { startBilling } from '../services.ts';
import type { Queue } from './queue.ts';

// The first second of a process goes into translating its code: so many orders of a turn do not count.
const skip = 10_000;

const consume =
  (mode: 'ack' | 'one', count: number, uncounted = 0) =>
  async () =>
    (JSON.parse(await run(['bun', 'bench/billing/consume.ts', mode, String(count), String(uncounted)])) as { rate: number }).rate;

/**
 * Lets a billing of its own store waiting orders, from the moment at which it subscribes until at least `count` of them are rows.
 * @param uncounted orders that are stored before the clock starts
 * @returns orders per second; MB of memory at its peak
 */
export const drainByBilling = async (platform: Platform, queue: Queue, sql: postgres.Sql, count: number, uncounted = 0) => {
  await sql`truncate orders restart identity`;
  const stored = async () => (await sql<[{ id: number }]>`select coalesce(max(id), 0)::integer as id from orders`)[0].id;
  const atLeast = (count: number) =>
    asSoonAs(`${count} rows`, 120, async () => {
      const rows = await stored();
      return rows >= count && rows;
    });
  const billing = await startBilling(platform);
  const subscribed = await asSoonAs('billing to subscribe', 20, async () => (await queue.state()).consumerCount > 0);
  const first = uncounted === 0 ? { value: 0, at: subscribed.at } : await atLeast(uncounted);
  const last = await atLeast(uncounted + count);
  const peak = await memoryMb(billing.pid, 'VmHWM');
  await billing.stop();
  return { rate: ((last.value - first.value) * 1000) / (last.at - first.at), peak };
};

const waiting = 100_000;
const counted = 80_000;

export const measureDrain = async (results: Results, platform: Platform, queue: Queue, sql: postgres.Sql) => {
  results.section(`Draining ${waiting.toLocaleString('en')} waiting orders, prefetch ${platform.prefetch}`);
  const prepare = () => queue.fill(waiting);
  const peaks: number[] = [];
  const RabbitMQ = await platform.rabbitPid();
  const PostgreSQL = await platform.postgresPid();
  const rates = await interleave(
    4,
    {
      alone: { prepare, measure: consume('ack', counted, skip), processes: { RabbitMQ } },
      billing: {
        prepare,
        measure: async () => {
          const { rate, peak } = await drainByBilling(platform, queue, sql, counted, skip);
          peaks.push(peak);
          return rate;
        },
        processes: { RabbitMQ, PostgreSQL },
      },
      one: { measure: consume('one', 2000), processes: { RabbitMQ, PostgreSQL } },
    },
    0,
  );
  await queue.purge();
  results.line('consume and acknowledge, no database', rates.alone, 'messages/s');
  results.line('billing', rates.billing, 'orders/s');
  results.line('one insert and one ack a message', rates.one, 'orders/s');
  results.ratio('billing : consume and acknowledge alone', perRound(rates.billing.values, rates.alone.values), { atLeast: 0.95 });
  results.ratio('billing : one insert and ack a message', perRound(rates.billing.values, rates.one.values), { atLeast: 15 });
  results.amount("billing's memory at its peak", Math.max(...peaks), 'MB', { atMost: 200 });
};
