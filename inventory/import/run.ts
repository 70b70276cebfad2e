import type { NewMovie } from '@matinee/contracts/movies';
import { toCandidate } from './film.ts';
import { readFilms } from './read.ts';
import type { Source } from './sources.ts';
import type { Store } from './store.ts';

/** A film that cannot be imported: where it stands, why, and what it is, unless it is not even JSON. */
export type Faulty = { source: string; position: number; reason: string; film?: unknown };

export type Totals = { read: number; added: number; changed: number; unchanged: number; faulty: number };

type Options = {
  sources: Source[];
  onFaulty: (faulty: Faulty) => void;
  /** Bytes that were read, and what has come of them. */
  onProgress: (bytes: number, totals: Totals) => void;
  /** Ends it behind the batch in hand. */
  signal: AbortSignal;
};

/** Films that are stored together, at most: so many, or those of so many bytes. */
const batchSize = 5000;
const batchBytes = 2_000_000;

/**
 * Reads films and stores them, a batch after the other, each of them whole or not at all; while one is stored the next is read.
 * @param store undefined: the films are only checked
 */
export const runImport = async (
  store: Store | undefined,
  { sources, onFaulty, onProgress, signal }: Options,
): Promise<Totals> => {
  const totals: Totals = { read: 0, added: 0, changed: 0, unchanged: 0, faulty: 0 };
  let bytes = 0;
  let batch: NewMovie[] = [];
  let batchStart = 0;
  let saving: Promise<void> = Promise.resolve();
  // A batch that is not stored ends the reading, whatever the source is at.
  const failed = new AbortController();
  const end = AbortSignal.any([signal, failed.signal]);

  const save = async (movies: NewMovie[]) => {
    const { added, changed, unchanged } = (await store?.save(movies)) ?? { added: 0, changed: 0, unchanged: 0 };
    totals.added += added;
    totals.changed += changed;
    totals.unchanged += unchanged;
    onProgress(bytes, totals);
  };
  const flush = async () => {
    await saving;
    if (end.aborted) return;
    saving = save(batch);
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
    for await (const found of readFilms(counted(source.open(end)))) {
      // What is cut off there is no fault of the source.
      if (end.aborted) break;
      totals.read += 1;
      const candidate = 'value' in found ? toCandidate(found.value) : found;
      if ('movie' in candidate) {
        batch.push(candidate.movie);
        if (batch.length >= batchSize || bytes - batchStart >= batchBytes) await flush();
        continue;
      }
      totals.faulty += 1;
      const { position } = found;
      onFaulty({ source: source.name, position, reason: candidate.reason, ...('value' in found && { film: found.value }) });
    }
  };

  for (const source of sources) {
    if (end.aborted) break;
    try {
      await read(source);
    } catch (error) {
      await saving;
      if (end.aborted) break;
      throw new Error(`${source.name}: ${(error as Error).message}`, { cause: error });
    }
  }
  if (batch.length > 0) await flush();
  await saving;
  return totals;
};
