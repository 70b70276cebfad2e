import { type Found, longestFilm } from './found.ts';

/** The documents of NDJSON, one a line; empty lines are passed over. */
export async function* readLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Found> {
  let position = 0;
  for await (const line of linesOf(bytes)) {
    position += 1;
    const found = line === undefined ? { reason: `is longer than ${longestFilm} bytes` } : readLine(line);
    if (found) yield { position, ...found };
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

const readLine = (line: Buffer): { value: unknown } | { reason: string } | undefined => {
  let text: string;
  try {
    text = decoder.decode(line);
  } catch {
    return { reason: 'is not UTF-8' };
  }
  if (text.trim() === '') return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { reason: 'is not JSON' };
  }
};

/** Lines; undefined for one that is too long to be held. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer | undefined> {
  let parts: Buffer[] = [];
  let length = 0;
  const take = () => {
    const line = length <= longestFilm ? Buffer.concat(parts) : undefined;
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
