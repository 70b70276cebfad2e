import { tooMany } from '@matinee/runtime/batches';
import { Problem } from '@matinee/runtime/problem';

/** Lets a statement, or a few that belong together, through while there is room. */
export type ConcurrencyLimit = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Bounds what waits for the database: more than `maxConcurrent` is refused at once, and what is not done within `timeoutMs` is not waited for
 * any longer. Work that was given up keeps its place until it ends: a database that hangs does not collect more and more of it.
 * @throws Problem 503 with Retry-After
 */
export const createConcurrencyLimit = ({
  maxConcurrent,
  timeoutMs,
}: {
  maxConcurrent: number;
  timeoutMs: number;
}): ConcurrencyLimit => {
  let running = 0;
  return async (work) => {
    if (running >= maxConcurrent) throw tooMany();
    running += 1;
    const done = work().finally(() => {
      running -= 1;
    });
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(tooLate()), timeoutMs);
    try {
      return await Promise.race([done, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  };
};

const tooLate = () =>
  new Problem(503, 'The database did not answer in time; whether it carried this out is not known.', {
    headers: { 'retry-after': '5' },
  });
