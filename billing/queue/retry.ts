import { setTimeout as sleep } from 'node:timers/promises';
import { isTransient } from '@matinee/runtime/database';
import { NotConfirmed } from '@matinee/runtime/publisher';
import type { Failures } from './failures.ts';

/** Whether a fault ends by itself: the database or RabbitMQ is unavailable. Any other needs somebody who mends it. */
export const isRetryable = (error: unknown): boolean => isTransient(error) || error instanceof NotConfirmed;

/**
 * Runs something until it succeeds, with backoff: 2 s at most after a transient fault, 5 s after any other. Not by p-retry, which never
 * retries a TypeError: one message that causes one would end the channel for all.
 * @throws when the signal is aborted between two attempts
 */
export const keepTrying = async <T>(run: () => Promise<T>, signal: AbortSignal, failures: Failures): Promise<T> => {
  for (let attempt = 0; ; attempt++) {
    signal.throwIfAborted();
    try {
      const result = await run();
      failures.clear();
      return result;
    } catch (error) {
      failures.add(error);
      const delay = Math.min(100 * 2 ** attempt, isRetryable(error) ? 2000 : 5000);
      await sleep(delay * (0.5 + Math.random() / 2), undefined, { signal });
    }
  }
};
