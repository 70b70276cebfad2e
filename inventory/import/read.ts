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

/** White space that is looked through, at most, in bytes. */
const longestLead = 65_536;

/** The first character that is no white space, and all the bytes, without a byte order mark. */
const peek = async (bytes: AsyncIterable<Uint8Array>) => {
  const iterator = bytes[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  let first: string | undefined;
  while (first === undefined) {
    const { done, value } = await iterator.next();
    if (done) break;
    start = Buffer.concat([start, value]);
    // Of bytes, for the last character of a chunk may be half of one.
    first = /[^\s\xEF\xBB\xBF]/.exec(start.toString('latin1'))?.[0];
    if (first === undefined && start.length > longestLead) throw new Error('begins with nothing but white space');
  }
  async function* rest() {
    yield start.indexOf('\uFEFF') === 0 ? start.subarray(3) : start;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { first, rest: rest() };
};
