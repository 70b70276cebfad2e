import type { Database } from '@matinee/runtime/database';
import type { Log } from '@matinee/runtime/log';
import { unavailable } from '@matinee/runtime/problem';
import { channel, type Tokens } from './queries.ts';

type Deps = { sql: Database; decided: Tokens['decided']; limit: number; log: Log };

/**
 * Requests that wait for a pairing. PostgreSQL notifies each process over one shared LISTEN connection.
 * Missed notifications are recovered on reconnect and by a 5 s poll, which also covers connections that are dead but not closed.
 */
export const createWaiters = ({ sql, decided, limit, log }: Deps) => {
  const waiting = new Map<string, Set<() => void>>();
  let count = 0;
  let closed = false;

  const wake = (codes: string) => {
    for (const code of codes.split(',')) for (const resolve of waiting.get(code) ?? []) resolve();
  };
  const recover = async () => {
    if (waiting.size === 0) return;
    const codes = await decided([...waiting.keys()]).catch((err) =>
      log.debug({ err }, 'could not check for missed notifications'),
    );
    for (const code of codes ?? []) wake(code);
  };

  // postgres.js listens again after each lost connection, and after a failed first attempt.
  sql.listen(channel, wake, () => void recover()).catch((err: unknown) => log.warn({ err }, 'cannot listen yet'));
  const timer = setInterval(recover, 5000);

  return {
    /** Subscribes to the changes of a token until it is disposed. @throws Problem 503 when too many requests wait */
    enter: (code: string) => {
      if (count >= limit) throw unavailable('Too many requests are waiting for a pairing. Try again shortly.');
      const { promise, resolve } = Promise.withResolvers<void>();
      const others = waiting.get(code) ?? new Set();
      waiting.set(code, others.add(resolve));
      count += 1;
      let timeout: Timer | undefined;
      return {
        /** Resolves when the token changes, after `ms`, or when the signal is aborted. */
        wait: async (ms: number, signal: AbortSignal): Promise<void> => {
          if (closed || signal.aborted) return;
          timeout = setTimeout(resolve, ms);
          signal.addEventListener('abort', () => resolve());
          await promise;
        },
        [Symbol.dispose]: () => {
          clearTimeout(timeout);
          count -= 1;
          others.delete(resolve);
          if (others.size === 0) waiting.delete(code);
        },
      };
    },
    count: () => count,
    /** Ends all waits, also those that start later. */
    close: () => {
      closed = true;
      clearInterval(timer);
      for (const code of waiting.keys()) wake(code);
    },
  };
};

export type Waiters = ReturnType<typeof createWaiters>;
