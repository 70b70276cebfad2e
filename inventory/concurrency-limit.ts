import { tooMany } from '@matinee/runtime/batches';
import { Problem } from '@matinee/runtime/problem';

/** Runs work unless too much of it is in flight. */
export type ConcurrencyLimit = <T>(work: () => Promise<T>) => Promise<T>;

type Options = { maxConcurrent: number; timeoutMs: number };

/**
 * Limits the work in flight, and how long a caller waits for it. Work that timed out counts until it ends, so that a hanging database does not
 * get more of it.
 * @throws Problem 503 with Retry-After
 */
export const createConcurrencyLimit = ({ maxConcurrent, timeoutMs }: Options): ConcurrencyLimit => {
  let inFlight = 0;
  return async (work) => {
    if (inFlight >= maxConcurrent) throw tooMany();
    inFlight += 1;
    const done = work().finally(() => {
      inFlight -= 1;
    });
    const timeout = Promise.withResolvers<never>();
    const timer = setTimeout(() => timeout.reject(timedOut()), timeoutMs);
    return Promise.race([done, timeout.promise]).finally(() => clearTimeout(timer));
  };
};

const timedOut = () =>
  new Problem(503, 'The database did not answer in time. It is not known whether the request was carried out.', {
    headers: { 'retry-after': '5' },
  });
