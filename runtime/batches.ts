import { unavailable } from './problem.ts';

export const tooMany = () =>
  unavailable('Too many requests are waiting for the database. Nothing was changed; try again shortly.');

type Options = {
  /** Batches in flight. */
  maxConcurrent: number;
  maxBatchSize: number;
  /** Items that wait for a batch; more are rejected. */
  maxQueued: number;
  /** Whether a single item caused an error and the batch changed nothing: then each item runs by itself. */
  isItemError?: (error: unknown) => boolean;
};

/**
 * Runs items in batches: those of one turn of the event loop, and those that arrive while `maxConcurrent` batches are in flight. A batch
 * starts after its items arrived, so that clients read their own writes.
 * @param run returns one result per item, in their order
 * @throws Problem 503 when too many items wait
 */
export const createBatches = <In, Out>(
  run: (items: In[]) => Promise<Out[]>,
  { maxConcurrent, maxBatchSize, maxQueued, isItemError = () => false }: Options,
): ((item: In) => Promise<Out>) => {
  type Queued = { item: In; resolve: (result: Out) => void; reject: (error: unknown) => void };
  const queued: Queued[] = [];
  let inFlight = 0;
  let scheduled = false;

  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      while (queued.length > 0 && inFlight < maxConcurrent) void runBatch(queued.splice(0, maxBatchSize));
    });
  };

  const runBatch = async (batch: Queued[]) => {
    inFlight += 1;
    try {
      const results = await run(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Out);
    } catch (error) {
      if (batch.length > 1 && isItemError(error)) await Promise.all(batch.map((queued) => runBatch([queued])));
      else for (const { reject } of batch) reject(error);
    } finally {
      inFlight -= 1;
      if (queued.length > 0) schedule();
    }
  };

  return (item) =>
    new Promise((resolve, reject) => {
      if (queued.length >= maxQueued) throw tooMany();
      queued.push({ item, resolve, reject });
      if (inFlight < maxConcurrent) schedule();
    });
};
