import { readArray } from './array.ts';
import { readCsv } from './csv.ts';
import type { Found } from './found.ts';
import { readLines } from './lines.ts';

/**
 * The films of a stream of bytes, one after the other: a JSON array, NDJSON, or CSV as the export writes it; told by its first
 * character. Holds no more of it than a chunk and a film. What follows a fault in a JSON array cannot be read: it is the last found.
 */
export async function* readFilms(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Found> {
  const { first, rest } = await peek(bytes);
  if (first === '[') yield* readArray(rest);
  else if (first === '{') yield* readLines(rest);
  else if (first !== undefined) yield* readCsv(rest);
}

/** The first character that is no white space, and all the bytes, without a byte order mark. */
const peek = async (bytes: AsyncIterable<Uint8Array>) => {
  const iterator = bytes[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let first: string | undefined;
  while (first === undefined) {
    const { done, value } = await iterator.next();
    if (done) break;
    seen.push(value);
    first = /[^\s\uFEFF]/.exec(new TextDecoder().decode(Buffer.concat(seen)))?.[0];
  }
  async function* rest() {
    const start = Buffer.concat(seen);
    yield start.indexOf('\uFEFF') === 0 ? start.subarray(3) : start;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { first, rest: rest() };
};
