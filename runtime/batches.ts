import { unavailable } from './problem.ts';

export const tooMany = () => unavailable('Too many requests wait for the database. Nothing was changed; try again shortly.');

type Options = {
  /** Batches that may be under way at once. */
  maxConcurrent: number;
  /** Items in a batch at most. */
  maxBatchSize: number;
  /** Items that may wait for their batch; one more is refused. */
  maxQueued: number;
  /** Whether one item caused an error, and the batch changed nothing: then each item is run by itself. */
  isItemError?: (error: unknown) => boolean;
};

/**
 * Carries out together what waits together: the items that come in one turn of the event loop, and, when `maxConcurrent` batches are under
 * way, all that come until one of them ends. A batch begins after each of its items came, so that a reader sees its own writes.
 * @param run carries out a batch, with a result for each item in its place
 * @throws Problem 503 when too many wait
 */
export const createBatches = <In, Out>(
  run: (items: In[]) => Promise<Out[]>,
  { maxConcurrent, maxBatchSize, maxQueued, isItemError = () => false }: Options,
): ((item: In) => Promise<Out>) => {
  type Queued = { item: In; resolve: (result: Out) => void; reject: (error: unknown) => void };
  const queued: Queued[] = [];
  let underWay = 0;
  let scheduled = false;

  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      while (queued.length > 0 && underWay < maxConcurrent) void carryOut(queued.splice(0, maxBatchSize));
    });
  };

  const carryOut = async (batch: Queued[]) => {
    underWay += 1;
    try {
      const results = await run(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, index) => {
        resolve(results[index] as Out);
      });
    } catch (error) {
      if (batch.length > 1 && isItemError(error)) await Promise.all(batch.map((one) => alone(one)));
      else for (const { reject } of batch) reject(error);
    } finally {
      underWay -= 1;
      if (queued.length > 0) schedule();
    }
  };

  const alone = async ({ item, resolve, reject }: Queued) => {
    try {
      const [result] = await run([item]);
      resolve(result as Out);
    } catch (error) {
      reject(error);
    }
  };

  return (item) =>
    new Promise((resolve, reject) => {
      if (queued.length >= maxQueued) throw tooMany();
      queued.push({ item, resolve, reject });
      if (underWay < maxConcurrent) schedule();
    });
};
