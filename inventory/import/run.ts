import type { NewMovie } from '@matinee/contracts/movies';
import { readRecords } from './formats.ts';
import { readMovie } from './movie.ts';
import type { Saved, Store } from './queries.ts';
import type { Source } from './sources.ts';

/** A movie that cannot be imported; `movie` is undefined if it cannot be parsed. */
export type Rejected = { source: string; position: number; reason: string; movie: unknown };

export type Totals = Saved & { read: number; rejected: number };

type Options = {
  sources: Source[];
  onReject: (rejected: Rejected) => void;
  onProgress: (bytes: number, totals: Totals) => void;
  /** Stops the import after the batch in flight. */
  signal: AbortSignal;
};

const maxBatchSize = 5000;
const maxBatchBytes = 2_000_000;

/** Reads movies and saves them in batches. The next batch is read while one is saved. */
export const runImport = async (
  { save }: Pick<Store, 'save'>,
  { sources, onReject, onProgress, signal }: Options,
): Promise<Totals> => {
  const totals: Totals = { read: 0, added: 0, changed: 0, unchanged: 0, rejected: 0 };
  let bytes = 0;
  let batch: NewMovie[] = [];
  let batchStart = 0;
  let saving = Promise.resolve();
  // A failed batch stops the reading, even while the source sends nothing.
  const failed = new AbortController();
  const stop = AbortSignal.any([signal, failed.signal]);

  const flush = async () => {
    await saving;
    if (stop.aborted) return;
    saving = save(batch).then((saved) => {
      for (const name of ['added', 'changed', 'unchanged'] as const) totals[name] += saved[name];
      onProgress(bytes, totals);
    });
    saving.catch(() => failed.abort());
    batch = [];
    batchStart = bytes;
  };

  async function* counted(chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      bytes += chunk.byteLength;
      yield chunk;
    }
  }

  const read = async (source: Source) => {
    for await (const record of readRecords(counted(source.open(stop)))) {
      // The last record may be incomplete.
      if (stop.aborted) break;
      totals.read += 1;
      const result = 'value' in record ? readMovie(record.value) : record;
      if ('movie' in result) {
        batch.push(result.movie);
        if (batch.length >= maxBatchSize || bytes - batchStart >= maxBatchBytes) await flush();
        continue;
      }
      totals.rejected += 1;
      const movie = 'value' in record ? record.value : undefined;
      onReject({ source: source.name, position: record.position, reason: result.reason, movie });
    }
  };

  for (const source of sources) {
    if (stop.aborted) break;
    try {
      await read(source);
    } catch (error) {
      await saving;
      if (stop.aborted) break;
      throw new Error(`${source.name}: ${(error as Error).message}`, { cause: error });
    }
  }
  if (batch.length > 0) await flush();
  await saving;
  return totals;
};
