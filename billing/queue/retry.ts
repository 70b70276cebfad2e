import { setTimeout as sleep } from 'node:timers/promises';
import { isTransient } from '@matinee/runtime/database';
import type { Check } from '@matinee/runtime/health';
import type { Log } from '@matinee/runtime/log';
import { NotConfirmed } from '@matinee/runtime/publisher';

/** Counts consecutive failures of a retried operation, for its health check and the log. */
export type Failures = { add: (error: unknown) => void; clear: () => void; check: () => Check };

const logIntervalMs = 60_000;

/** Whether a fault ends by itself: the database or RabbitMQ is unavailable. Any other fault needs an operator. */
const isRetryable = (error: unknown): boolean => isTransient(error) || error instanceof NotConfirmed;

/** @param what the failure in words, such as "orders cannot be stored"; logged once a minute at most */
export const createFailures = (what: string, log: Log): Failures => {
  let attempts = 0;
  let since = 0;
  let last: unknown;
  let loggedAt = Number.NEGATIVE_INFINITY;
  const seconds = () => Math.round((performance.now() - since) / 1000);
  return {
    add: (error) => {
      if (attempts === 0) since = performance.now();
      attempts += 1;
      last = error;
      if (performance.now() - loggedAt < logIntervalMs) return;
      loggedAt = performance.now();
      log.error({ err: error, attempts, seconds: seconds() }, what);
    },
    clear: () => {
      // Failures that were never logged need no end in the log.
      if (attempts > 0 && loggedAt >= since) log.info({ attempts, seconds: seconds() }, `over: ${what}`);
      attempts = 0;
    },
    check: () => {
      if (attempts === 0) return { status: 'ok' };
      const output = `${what}: ${attempts} attempts failed in ${seconds()} s, the last with ${codeOf(last)}`;
      return { status: isRetryable(last) ? 'warn' : 'fail', output };
    },
  };
};

/** A SQLSTATE or similar. The message is left out: it may contain SQL or an address. */
const codeOf = (error: unknown): string => {
  const { code, reason, name } = error as { code?: string; reason?: string; name?: string };
  return code ?? reason ?? name ?? 'an error';
};

/**
 * Runs an operation until it succeeds, with backoff: at most 2 s after a transient fault, 5 s after any other.
 * p-retry never retries a TypeError, so that one faulty message would end the channel.
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
