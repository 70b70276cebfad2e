import { JSONParser } from '@streamparser/json';
import { readCsv } from './csv.ts';
import { type MovieRecord, maxRecordBytes } from './movie.ts';

/**
 * Reads a JSON array, NDJSON, or CSV as the export writes it. The first character tells which. Keeps one chunk and one record in memory.
 * If the rest of a source cannot be read, the last record gives the reason.
 */
export async function* readRecords(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<MovieRecord> {
  const chunks = bytes[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    start = Buffer.concat([start, next.value]);
    // Latin-1, because the chunk may end within a character.
    const first = /[^\s\xEF\xBB\xBF]/.exec(start.toString('latin1'))?.[0];
    if (first !== undefined) {
      const read = first === '[' ? readArray : first === '{' ? readLines : readCsv;
      return yield* read(prepend(start.indexOf('\uFEFF') === 0 ? start.subarray(3) : start, chunks));
    }
    if (start.length > 65_536) throw new Error('starts with more than 64 KB of white space');
  }
}

async function* prepend(start: Uint8Array, chunks: AsyncIterator<Uint8Array>) {
  yield start;
  yield* { [Symbol.asyncIterator]: () => chunks };
}

async function* readArray(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<MovieRecord> {
  let position = 0;
  let records: MovieRecord[] = [];
  let error: string | undefined;
  let bytesSinceRecord = 0;
  const parser = new JSONParser({ paths: ['$.*'], keepStack: false, stringBufferSize: 65_536 });
  parser.onValue = ({ value }) => {
    position += 1;
    records.push({ position, value });
  };
  parser.onError = ({ message }) => {
    error = message;
  };
  for await (const chunk of bytes) {
    if (!parser.isEnded) parser.write(chunk);
    else if (/\S/.test(Buffer.from(chunk).toString('latin1'))) error ??= 'something follows the array';
    bytesSinceRecord = records.length > 0 ? 0 : bytesSinceRecord + chunk.byteLength;
    if (bytesSinceRecord > maxRecordBytes) error ??= `a movie is longer than ${maxRecordBytes} bytes`;
    yield* records;
    records = [];
    if (error !== undefined) break;
  }
  if (!parser.isEnded) error ??= 'the array does not end';
  if (error !== undefined) yield { position: position + 1, reason: `invalid JSON, the rest cannot be read: ${error}` };
}

/** Reads NDJSON. Empty lines are skipped. */
async function* readLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<MovieRecord> {
  let position = 0;
  let rest = Buffer.alloc(0);
  let isTooLong = false;
  function* take(line: Buffer) {
    position += 1;
    const record = isTooLong || line.length > maxRecordBytes ? { reason: `longer than ${maxRecordBytes} bytes` } : readLine(line);
    isTooLong = false;
    if (record) yield { position, ...record };
  }
  for await (const chunk of bytes) {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf('\n'); end !== -1; end = rest.indexOf('\n')) {
      yield* take(rest.subarray(0, end));
      rest = rest.subarray(end + 1);
    }
    if (rest.length <= maxRecordBytes) continue;
    isTooLong = true;
    rest = Buffer.alloc(0);
  }
  if (rest.length > 0 || isTooLong) yield* take(rest);
}

const decoder = new TextDecoder('utf-8', { fatal: true });

const readLine = (line: Buffer): { value: unknown } | { reason: string } | undefined => {
  try {
    const text = decoder.decode(line);
    return text.trim() === '' ? undefined : { value: JSON.parse(text) };
  } catch (error) {
    return { reason: error instanceof SyntaxError ? 'invalid JSON' : 'invalid UTF-8' };
  }
};
