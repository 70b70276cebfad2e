import type { Check } from '@matinee/runtime/health';
import type { Log } from '@matinee/runtime/log';
import { isRetryable } from './retry.ts';

/** The failures in a row of something that is retried: for health, and for the log. */
export type Failures = { add: (error: unknown) => void; clear: () => void; check: () => Check };

const logIntervalMs = 60_000;

/** @param what what fails, in words: "orders cannot be stored". The log says so once a minute. */
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
      // Only what the log said to have begun.
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

/** A SQLSTATE or the like; not the message, which may hold SQL or an address. */
const codeOf = (error: unknown): string => {
  const { code, reason, name } = error as { code?: string; reason?: string; name?: string };
  return code ?? reason ?? name ?? 'an error';
};
