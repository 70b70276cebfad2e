import { readAtMost, tooLong } from '@matinee/runtime/body';
import { Problem } from '@matinee/runtime/problem';

export const clientTooSlow = () => new Problem(408, 'The body did not arrive in time.');

/** Bodies up to this length are read whole: they keep their length, and an upstream that breaks off gives a clean error. */
export const smallBytes = 64 * 1024;

/** The body's length in bytes as the request states it; undefined when it does not. @throws Problem 400, 413 */
export const statedLength = (request: Request, maxBytes: number): number | undefined => {
  const stated = request.headers.get('content-length');
  if (stated === null) return undefined;
  // Bun accepts a length that is given twice, and joins the two.
  if (!/^\d+$/.test(stated)) throw new Problem(400, 'Send one Content-Length.');
  if (Number(stated) > maxBytes) throw tooLong(maxBytes);
  return Number(stated);
};

/** A whole body. @param timeoutMs how long the client may take @throws Problem 413, 408 */
export const readWhole = (request: Request, maxBytes: number, timeoutMs: number): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(clientTooSlow()), timeoutMs);
    const settled = () => clearTimeout(timer);
    readAtMost(request, maxBytes).then(resolve, reject).then(settled);
  });

// A client that sends less in the time that the upstream has for its response is too slow.
const progressBytes = 4096;

type Listeners = {
  /** Runs for every 4 KiB, and when the body is whole. */
  onProgress: (isWhole: boolean) => void;
  /** Runs when the body is longer than `maxBytes`. */
  onFail: (problem: Problem) => void;
};

/** A body that is read as fast as the upstream takes it, and no faster. */
export const streamBody = (
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
  { onProgress, onFail }: Listeners,
): ReadableStream<Uint8Array> => {
  const reader = body.getReader();
  let length = 0;
  let seen = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) {
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
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
};

/**
 * An upstream's body for the client, which breaks off where the upstream breaks off. Bun prints other errors of a stream with the
 * upstream's address.
 */
export const streamResponse = (
  body: ReadableStream<Uint8Array>,
  onFail: (error: unknown) => void,
): ReadableStream<Uint8Array> => {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          onFail(error);
          throw new DOMException('The upstream broke off.', 'AbortError');
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
};
