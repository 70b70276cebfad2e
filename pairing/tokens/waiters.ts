import type { Database } from '@matinee/runtime/database';
import type { Log } from '@matinee/runtime/log';
import { unavailable } from '@matinee/runtime/problem';
import { channel, type Tokens } from './queries.ts';

type Waiter = {
  /** Resolves when something has happened to the token, after `ms`, or when the signal is aborted. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Must be called in the end. */
  leave: () => void;
};

export type Waiters = {
  /** Begins to listen for what happens to a token. @throws Problem 503 when `limit` others do */
  enter: (code: string) => Waiter;
  count: () => number;
  /** Ends all waiting, and that of those who come later at once. */
  close: () => void;
};

type Deps = { sql: Database; decided: Tokens['decided']; limit: number; log: Log };

/**
 * Requests that wait for a token to be paired. PostgreSQL tells every process of it over one connection (LISTEN), however many wait.
 * What it told while that connection was away is asked for as soon as it is back; and every few seconds anyway, since a connection
 * can be dead without anybody being told.
 */
export const createWaiters = ({ sql, decided, limit, log }: Deps): Waiters => {
  const waiting = new Map<string, Set<() => void>>();
  let count = 0;
  let closed = false;

  const wake = (codes: string) => {
    for (const code of codes.split(',')) for (const resolve of waiting.get(code) ?? []) resolve();
  };
  const checkAll = async () => {
    if (waiting.size === 0) return;
    try {
      for (const code of await decided([...waiting.keys()])) wake(code);
    } catch (err) {
      log.debug({ err }, 'could not ask what waiting requests have missed');
    }
  };

  // postgres.js listens again whenever the connection was lost, and after a first attempt that failed.
  sql.listen(channel, wake, () => void checkAll()).catch((err: unknown) => log.warn({ err }, 'cannot listen yet'));
  const timer = setInterval(checkAll, 5000);
  timer.unref();

  const enter = (code: string): Waiter => {
    if (count >= limit) throw unavailable('Too many requests are waiting for a pairing; try again shortly.');
    const { promise, resolve } = Promise.withResolvers<void>();
    const others = waiting.get(code) ?? new Set();
    waiting.set(code, others.add(resolve));
    count += 1;
    let clock: Timer | undefined;
    return {
      wait: async (ms, signal) => {
        if (closed || signal.aborted) return;
        clock = setTimeout(resolve, ms);
        signal.addEventListener('abort', () => resolve());
        await promise;
      },
      leave: () => {
        clearTimeout(clock);
        count -= 1;
        others.delete(resolve);
        if (others.size === 0) waiting.delete(code);
      },
    };
  };

  return {
    enter,
    count: () => count,
    close: () => {
      closed = true;
      clearInterval(timer);
      for (const code of waiting.keys()) wake(code);
    },
  };
};
