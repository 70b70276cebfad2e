import { unavailable } from '@matinee/runtime/problem';

type Call<I, O> = { item: I; resolve: (result: O) => void; reject: (error: unknown) => void };

/**
 * Joins calls that are waiting at the same time into one statement. A call that comes alone goes at once; while `statements` of them
 * are under way, those that come meanwhile gather. Each statement, with its commit, then serves many requests.
 * @param run takes the items and gives a result for each of them, in their order; what it throws, all of them get
 * @throws Problem 503 when more than `queue` calls wait: the database does not keep up
 */
export const createBatch = <I, O>(
  run: (items: I[]) => Promise<O[]>,
  { statements = 1, size = 500, queue = 20_000 }: { statements?: number; size?: number; queue?: number } = {},
): ((item: I) => Promise<O>) => {
  const waiting: Call<I, O>[] = [];
  let running = 0;
  let scheduled = false;

  const start = () => {
    scheduled = false;
    while (running < statements && waiting.length > 0) void carryOut(waiting.splice(0, size));
  };

  const carryOut = async (calls: Call<I, O>[]) => {
    running += 1;
    try {
      const results = await run(calls.map(({ item }) => item));
      for (const [i, { resolve }] of calls.entries()) resolve(results[i] as O);
    } catch (error) {
      for (const { reject } of calls) reject(error);
    }
    running -= 1;
    start();
  };

  return (item) =>
    new Promise((resolve, reject) => {
      if (waiting.length >= queue) return reject(unavailable('More requests are waiting than can be served; try again shortly.'));
      waiting.push({ item, resolve, reject });
      // What comes in this turn of the event loop goes together.
      if (!scheduled) setImmediate(start);
      scheduled = true;
    });
};
