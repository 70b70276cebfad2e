/** The signal ends the reading; so does a silence of `idleLimitMs`, but as an error. Without a limit it is waited for without end. */
export type Reading = { signal: AbortSignal; idleLimitMs?: number };

/**
 * The chunks of a stream.
 * @throws Error when nothing comes for too long
 */
export async function* chunksOf(
  stream: ReadableStream<Uint8Array>,
  { signal, idleLimitMs }: Reading,
): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  let late = false;
  // What is waited for then ends, as if the stream did. (A race with a promise that lives as long as the stream would keep every chunk.)
  const cancel = () => void reader.cancel().catch(() => {});
  signal.addEventListener('abort', cancel);
  try {
    while (!signal.aborted) {
      const giveUp = () => {
        late = true;
        cancel();
      };
      const timer = idleLimitMs === undefined ? undefined : setTimeout(giveUp, idleLimitMs);
      const { done, value } = await reader.read().finally(() => clearTimeout(timer));
      if (late) throw new Error(`nothing came for ${(idleLimitMs ?? 0) / 1000} s`);
      if (done) return;
      yield value;
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}
