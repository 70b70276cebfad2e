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

// The first second of a process goes into translating its code.
const start = 10_000;

// Looking without a pause took a fifth of a processor from what it looked at.
const pauseMs = 25;

type Drained = { rate: number; warm: number };

const consume = async (mode: 'ack' | 'one', count: number): Promise<Drained> =>
  JSON.parse(await run(['bun', 'bench/billing/consume.ts', mode, String(count), String(start)]));

/**
 * Lets a billing of its own store waiting orders, from the moment at which it subscribes until at least `count` of them are rows.
 * @param first orders after which it is warm
 * @returns orders per second, in all and once it was warm; MB of memory at its peak
 */
export const drainByBilling = async (platform: Platform, queue: Queue, sql: postgres.Sql, count: number, first = start) => {
  await sql`truncate orders restart identity`;
  // What earlier rounds have left to write is not this one's work.
  await sql`checkpoint`;
  const stored = async () => (await sql<[{ id: number }]>`select coalesce(max(id), 0)::integer as id from orders`)[0].id;
  const atLeast = (count: number) =>
    asSoonAs(
      `${count} rows`,
      120,
      async () => {
        const rows = await stored();
        return rows >= count && rows;
      },
      pauseMs,
    );
  const billing = await startBilling(platform);
  const subscribed = await asSoonAs('billing to subscribe', 20, async () => (await queue.state()).consumerCount > 0, pauseMs);
  const begun = await atLeast(Math.min(first, count));
  const last = await atLeast(count);
  const peak = await memoryMb(billing.pid, 'VmHWM');
  await billing.stop();
  const rateFrom = (rows: number, at: number) => ((last.value - rows) * 1000) / (last.at - at);
  return { rate: rateFrom(0, subscribed.at), warm: rateFrom(begun.value, begun.at), peak };
};

const waiting = 200_000;

export const measureDrain = async (results: Results, platform: Platform, queue: Queue, sql: postgres.Sql) => {
  results.section(`Draining ${waiting.toLocaleString('en')} waiting orders, prefetch ${platform.prefetch}`);
  const prepare = () => queue.fill(waiting);
  const peaks: number[] = [];
  const warm: Record<'alone' | 'billing', number[]> = { alone: [], billing: [] };
  const RabbitMQ = await platform.rabbitPid();
  const PostgreSQL = await platform.postgresPid();
  const rates = await interleave(
    3,
    {
      alone: {
        prepare,
        measure: async () => {
          const drained = await consume('ack', waiting);
          warm.alone.push(drained.warm);
          return drained.rate;
        },
        processes: { RabbitMQ },
      },
      billing: {
        prepare,
        measure: async () => {
          const drained = await drainByBilling(platform, queue, sql, waiting);
          peaks.push(drained.peak);
          warm.billing.push(drained.warm);
          return drained.rate;
        },
        processes: { RabbitMQ, PostgreSQL },
      },
      one: {
        prepare: () => queue.fill(1000),
        measure: async () => (await consume('one', 1000)).rate,
        processes: { RabbitMQ, PostgreSQL },
      },
    },
    { warmUp: 0 },
  );
  await queue.purge();
  results.line('consume and acknowledge, no database', rates.alone, 'messages/s');
  results.line('billing', rates.billing, 'orders/s');
  results.line('one insert and one ack a message', rates.one, 'orders/s');
  results.ratio('billing : consume and acknowledge alone', perRound(rates.billing.values, rates.alone.values), { atLeast: 0.95 });
  results.ratio('billing : consume and acknowledge alone, after the first 10,000', perRound(warm.billing, warm.alone));
  results.ratio('billing : one insert and ack a message', perRound(rates.billing.values, rates.one.values), { atLeast: 15 });
  results.amount("billing's memory at its peak", Math.max(...peaks), 'MB', { atMost: 200 });
};
