import { chunksOf, type Reading } from './chunks.ts';

/** @throws Error when it does not answer, answers with an error, or breaks off */
export async function* download(url: string, reading: Required<Reading>): AsyncGenerator<Uint8Array> {
  const silent = new AbortController();
  // Until it answers; from then on each chunk has the same time.
  const timer = setTimeout(() => silent.abort(), reading.idleLimitMs);
  const response = await fetch(url, { signal: AbortSignal.any([reading.signal, silent.signal]) })
    .catch((error: Error) => {
      const { code } = error as { code?: string };
      throw new Error(
        silent.signal.aborted ? `did not answer in ${reading.idleLimitMs / 1000} s` : `does not answer: ${code ?? error.message}`,
      );
    })
    .finally(() => clearTimeout(timer));
  if (!response.ok || !response.body) throw new Error(`answered ${response.status} ${response.statusText}`);
  yield* chunksOf(response.body, reading);
}
