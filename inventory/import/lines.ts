import { type Found, longestFilm } from './found.ts';

/** The documents of NDJSON, one a line; empty lines are passed over. */
export async function* readLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Found> {
  let position = 0;
  for await (const line of linesOf(bytes)) {
    position += 1;
    if (line === undefined) yield { position, reason: `is longer than ${longestFilm} bytes` };
    else if (line.trim() !== '') yield { position, ...parseLine(line) };
  }
}

const parseLine = (line: string): { value: unknown } | { reason: string } => {
  try {
    return { value: JSON.parse(line) };
  } catch {
    return { reason: 'is not JSON' };
  }
};

/** Lines of text; undefined for one that is too long to be held. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string | undefined> {
  let parts: Buffer[] = [];
  let length = 0;
  const take = () => {
    const line = length <= longestFilm ? Buffer.concat(parts).toString() : undefined;
    parts = [];
    length = 0;
    return line;
  };
  const add = (part: Buffer) => {
    length += part.length;
    if (length <= longestFilm) parts.push(part);
    else parts = [];
  };
  for await (const chunk of bytes) {
    let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
      add(rest.subarray(0, end));
      yield take();
      rest = rest.subarray(end + 1);
    }
    // A copy: the reader may use the chunk's memory again.
    add(Buffer.from(rest));
  }
  if (length > 0) yield take();
}
