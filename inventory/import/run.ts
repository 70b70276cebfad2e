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

/** Films that are stored together. */
const batchSize = 5000;

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
  let saving: Promise<void> = Promise.resolve();

  const save = async (movies: NewMovie[]) => {
    const { added, changed, unchanged } = (await store?.save(movies)) ?? { added: 0, changed: 0, unchanged: 0 };
    totals.added += added;
    totals.changed += changed;
    totals.unchanged += unchanged;
    onProgress(bytes, totals);
  };
  const flush = async () => {
    await saving;
    if (signal.aborted) return;
    saving = save(batch);
    // Awaited with the next batch; until then its failure is not unhandled.
    saving.catch(() => {});
    batch = [];
  };

  async function* counted(chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      bytes += chunk.byteLength;
      yield chunk;
    }
  }

  for (const source of sources) {
    try {
      for await (const found of readFilms(counted(source.open()))) {
        if (signal.aborted) break;
        totals.read += 1;
        const candidate = 'value' in found ? toCandidate(found.value) : found;
        if ('movie' in candidate) {
          if (batch.push(candidate.movie) >= batchSize) await flush();
          continue;
        }
        totals.faulty += 1;
        const { position } = found;
        onFaulty({ source: source.name, position, reason: candidate.reason, ...('value' in found && { film: found.value }) });
      }
    } catch (error) {
      await saving;
      throw new Error(`${source.name}: ${(error as Error).message}`, { cause: error });
    }
    if (signal.aborted) break;
  }
  if (batch.length > 0) await flush();
  await saving;
  return totals;
};
