import { readAtMost, tooLong } from '@matinee/runtime/json';
import { Problem } from '@matinee/runtime/problem';

export const clientTooSlow = () => new Problem(408, 'The body did not arrive in time. Send it faster or in smaller parts.');

/** Bodies of at most so many bytes are not streamed: they keep their length, and a broken response becomes a clean error. */
export const smallBytes = 64 * 1024;

/** The Content-Length in bytes. @throws Problem 400, 413 */
export const statedLength = (request: Request, maxBytes: number): number | undefined => {
  const stated = request.headers.get('content-length');
  if (stated === null) return undefined;
  // Bun joins repeated headers.
  if (!/^\d+$/.test(stated)) throw new Problem(400, 'Send only one Content-Length header.');
  if (Number(stated) > maxBytes) throw tooLong(maxBytes);
  return Number(stated);
};

/** Reads a body whole. @param timeoutMs how long the client may take @throws Problem 413, 408 */
export const readWhole = (request: Request, maxBytes: number, timeoutMs: number): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(clientTooSlow()), timeoutMs);
    readAtMost(request, maxBytes)
      .then(resolve, reject)
      .then(() => clearTimeout(timer));
  });

// The least that a client must send within the upstream's timeout.
const progressBytes = 4096;

type Stream = ReadableStream<Uint8Array>;
type Listeners = { onProgress: (isWhole: boolean) => void; onFail: (problem: Problem) => void };

/** Streams a request's body as fast as the upstream reads it. `onProgress` runs every 4 KiB and at the end. */
export const streamBody = (body: Stream, maxBytes: number, { onProgress, onFail }: Listeners): Stream => {
  let length = 0;
  let seen = 0;
  return streamOf(body, async (read, controller) => {
    const { value } = await read();
    if (value === undefined) {
      onProgress(true);
      return controller.close();
    }
    length += value.byteLength;
    if (length > maxBytes) return onFail(tooLong(maxBytes));
    if (length - seen >= progressBytes) {
      seen = length;
      onProgress(false);
    }
    controller.enqueue(value);
  });
};

/** Streams a response's body, and breaks off where the upstream does. Bun prints any error but an AbortError, with the upstream's address. */
export const streamResponse = (body: Stream, onFail: (error: unknown) => void): Stream =>
  streamOf(body, async (read, controller) => {
    try {
      const { value } = await read();
      if (value === undefined) controller.close();
      else controller.enqueue(value);
    } catch (error) {
      onFail(error);
      throw new DOMException('The upstream broke off.', 'AbortError');
    }
  });

type Read = () => Promise<{ value?: Uint8Array | undefined }>;
type Pull = (read: Read, controller: ReadableStreamDefaultController<Uint8Array>) => Promise<void>;

const streamOf = (body: Stream, pull: Pull): Stream => {
  const reader = body.getReader();
  const read: Read = () => reader.read();
  const cancel = (reason: unknown) => reader.cancel(reason);
  return new ReadableStream({ pull: (controller) => pull(read, controller), cancel }, { highWaterMark: 0 });
};
