// Waiting orders stored by billing, beside consumers that do less.
import { run } from '@matinee/tests/support/run';
import { until } from '@matinee/tests/support/wait';
import type postgres from 'postgres';
import { memoryMb } from '../measure/processes.ts';
import { inTurns, ratios, type Side } from '../measure/turns.ts';
import { quick } from '../options.ts';
import type { Platform } from '../platform.ts';
import type { Report } from '../report.ts';
import { startBilling } from '../services.ts';
import type { Queue } from './queue.ts';

/**
 * A billing of its own that stores waiting orders; measured from the first rows to the last.
 * @param onPeak gets the peak of its memory in MB
 */
export const billingSide = (
  platform: Platform,
  queue: Queue,
  sql: postgres.Sql,
  count: number,
  onPeak: (mb: number) => void = () => {},
): Side => {
  // `until` pauses between two queries, which would else take CPU time from billing.
  const rows = (least: number) =>
    until(
      `${least} rows`,
      async () => {
        const [{ stored }] = await sql<[{ stored: number }]>`select coalesce(max(id), 0)::integer as stored from orders`;
        return stored >= least && { stored, at: performance.now() };
      },
      120,
    );
  return {
    prepare: async () => {
      await sql`truncate orders restart identity`;
      await queue.fill(count);
    },
    measure: async () => {
      const billing = await startBilling(platform);
      const first = await rows(1);
      const last = await rows(count);
      onPeak(memoryMb(billing.pid, 'VmHWM'));
      await billing.stop();
      return { count: count - first.stored, seconds: (last.at - first.at) / 1000 };
    },
  };
};

const consumeSide = (queue: Queue, sql: postgres.Sql, mode: 'ack' | 'one', count: number): Side => ({
  prepare: async () => {
    await sql`truncate orders restart identity`;
    await queue.fill(count, 'bench');
  },
  measure: async () => {
    const seconds = Number(await run(['bun', 'bench/billing/consume.ts', mode, 'bench', String(count)]));
    await queue.channel.deleteQueue('bench');
    return { count, seconds };
  },
});

const waiting = quick ? 20_000 : 200_000;

export const measureDrain = async (report: Report, platform: Platform, queue: Queue, sql: postgres.Sql) => {
  report.section(`Draining ${waiting.toLocaleString('en')} waiting orders, prefetch ${platform.prefetch}`);
  const peaks: number[] = [];
  const rounds = await inTurns(
    3,
    {
      'one insert and one ack a message': consumeSide(queue, sql, 'one', 2000),
      'consume and acknowledge, no database': consumeSide(queue, sql, 'ack', waiting),
      billing: billingSide(platform, queue, sql, waiting, (mb) => peaks.push(mb)),
    },
    { warmUp: false },
  );
  report.rates('drain', rounds, 'messages/s');
  const [one = [], alone = []] = Object.values(rounds);
  report.add('billing : consume and acknowledge alone', ratios(rounds.billing, alone), '', { atLeast: 0.95 });
  report.add('billing : one insert and ack a message', ratios(rounds.billing, one), '', { atLeast: 15 });
  report.add('memory of billing, at its peak', Math.max(...peaks), 'MB', { atMost: 200 });
};

/** More and more waiting orders. A part of its own: a million need minutes, and then burden RabbitMQ. */
export const measureGrowth = async (report: Report, platform: Platform, queue: Queue, sql: postgres.Sql) => {
  for (const size of quick ? [10_000, 20_000] : [10_000, 100_000, 1_000_000]) {
    const many = `${size.toLocaleString('en')} waiting orders`;
    const onPeak = (mb: number) => report.add(`${many}: memory of billing, at its peak`, mb, 'MB', { atMost: 200 });
    const { billing } = await inTurns(1, { billing: billingSide(platform, queue, sql, size, onPeak) }, { warmUp: false });
    const rates = billing.map(({ rate }) => rate);
    report.add(`${many}: stored`, rates, 'orders/s');
  }
};
