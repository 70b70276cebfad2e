import { Problem } from './problem.ts';

export const tooLong = (maxBytes: number) => new Problem(413, `The body is longer than ${maxBytes} bytes.`);

/** A request's whole body. @throws Problem 413 for one that is longer than `maxBytes` */
export const readAtMost = async (request: Request, maxBytes: number): Promise<Uint8Array> => {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLong(maxBytes);
  // A body that states its length is bounded by it; only one that does not is counted as it comes.
  if (request.headers.has('content-length') || request.body === null) return request.bytes();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body) {
    length += chunk.byteLength;
    if (length > maxBytes) throw tooLong(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};
