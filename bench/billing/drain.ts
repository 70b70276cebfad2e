// Waiting orders stored by billing, beside consuming and acknowledging alone.
import type postgres from 'postgres';
import { untilIdle } from '../measure/cpu.ts';
import { memoryMb } from '../measure/memory.ts';
import { perRound } from '../measure/rounds.ts';
import { asSoonAs } from '../measure/time.ts';
import { inTurns, type Side } from '../measure/turns.ts';
import type { Platform } from '../platform.ts';
import { startStopped } from '../processes.ts';
import type { Results } from '../report/results.ts';
import { startBilling } from '../services.ts';
import type { Queue } from './queue.ts';
import { turnMs } from './turns.ts';

/** Waits until there are so many rows. Looking without a pause took a fifth of a processor from what it looked at. */
export const rows = async (sql: postgres.Sql, count: number, limit = 120): Promise<number> => {
  const stored = async () => (await sql<[{ id: number }]>`select coalesce(max(id), 0)::integer as id from orders`)[0].id;
  await asSoonAs(`${count} rows`, limit, async () => (await stored()) >= count, 25);
  return count;
};

/**
 * A billing of its own that stores waiting orders, from its subscription until all of them are rows.
 * @param onPeak is told the MB of its memory at its peak
 */
export const billingSide = (
  platform: Platform,
  queue: Queue,
  sql: postgres.Sql,
  count: number,
  onPeak: (mb: number) => void = () => {},
): Side => ({
  start: async () => {
    await sql`truncate orders restart identity`;
    await queue.purge();
    const billing = await startBilling(platform);
    await asSoonAs('billing to subscribe', 20, async () => (await queue.state()).consumerCount > 0, 25);
    process.kill(billing.pid, 'SIGSTOP');
    await queue.fill(count);
    // What is still to be written of what came before is not this round's work: of the rows, and of the orders that wait.
    await sql`checkpoint`;
    await untilIdle('RabbitMQ', await platform.rabbitPid());
    return {
      pid: billing.pid,
      ended: rows(sql, count),
      close: async () => {
        onPeak(await memoryMb(billing.pid, 'VmHWM'));
        await billing.stop();
      },
    };
  },
});

/** One that consumes a queue of its own and does not more than its mode says (consume.ts). */
const consumeSide = (queue: Queue, mode: 'ack' | 'one', count: number): Side => ({
  start: async () => {
    const name = `bench_${mode}`;
    await queue.declare(name);
    const { pid, printed } = await startStopped(['bun', 'bench/billing/consume.ts', mode, name, String(count)]);
    await queue.fill(count, name);
    return { pid, ended: printed.then(() => count), close: () => queue.channel.deleteQueue(name) };
  },
});

const waiting = 200_000;

export const measureDrain = async (results: Results, platform: Platform, queue: Queue, sql: postgres.Sql) => {
  results.section(`Draining ${waiting.toLocaleString('en')} waiting orders, prefetch ${platform.prefetch}`);
  const peaks: number[] = [];
  const servers = { RabbitMQ: await platform.rabbitPid(), PostgreSQL: await platform.postgresPid() };
  const rates = await inTurns(
    2,
    {
      one: { ...consumeSide(queue, 'one', 2000), processes: servers },
      alone: { ...consumeSide(queue, 'ack', waiting), processes: servers },
      // The last to be filled: it waits until RabbitMQ has written the orders of all.
      billing: { ...billingSide(platform, queue, sql, waiting, (mb) => peaks.push(mb)), processes: servers },
    },
    { warmUp: 0, turnMs },
  );
  results.line('consume and acknowledge, no database', rates.alone, 'messages/s');
  results.line('billing', rates.billing, 'orders/s');
  results.line('one insert and one ack a message', rates.one, 'orders/s');
  results.ratio('billing : consume and acknowledge alone', perRound(rates.billing.values, rates.alone.values), { atLeast: 0.95 });
  results.ratio('billing : one insert and ack a message', perRound(rates.billing.values, rates.one.values), { atLeast: 15 });
  results.amount("billing's memory at its peak", Math.max(...peaks), 'MB', { atMost: 200 });
};
