import { JSONParser } from '@streamparser/json';
import { type Found, longestFilm } from './found.ts';

/** The elements of a JSON array. What follows a fault cannot be read: it is the last found. */
export async function* readArray(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Found> {
  let position = 0;
  let found: Found[] = [];
  let broken: string | undefined;
  // Bytes since a film ended.
  let held = 0;
  const parser = new JSONParser({ paths: ['$.*'], keepStack: false, stringBufferSize: 65_536 });
  parser.onValue = ({ value }) => {
    position += 1;
    found.push({ position, value });
  };
  parser.onError = (error) => {
    broken = error.message;
  };
  for await (const chunk of bytes) {
    if (!parser.isEnded) parser.write(chunk);
    else if (/\S/.test(Buffer.from(chunk).toString('latin1'))) broken ??= 'something follows the array';
    held = found.length > 0 ? 0 : held + chunk.byteLength;
    if (held > longestFilm) broken ??= `a film is longer than ${longestFilm} bytes`;
    yield* found;
    found = [];
    if (broken !== undefined) break;
  }
  if (!parser.isEnded) broken ??= 'the array does not end';
  if (broken !== undefined) yield { position: position + 1, reason: `is not JSON, and nothing behind it can be read: ${broken}` };
}
