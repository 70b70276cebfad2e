import { pipeline, Readable } from 'node:stream';
import { CsvError, parse as parseCsv } from 'csv-parse';
import { type Found, longestFilm } from './found.ts';

type Parsed = { record: Record<string, string>; info: { error?: CsvError } };

/** CSV with a line of names first: lists stand in it as JSON, an empty cell is no value. */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Found> {
  const parser = pipeline(
    Readable.from(decoded(bytes)),
    // A line with too few or too many cells is a fault of its own: `info` tells it.
    parseCsv({ columns: true, info: true, relax_column_count: true, max_record_size: longestFilm, skip_empty_lines: true }),
    // What fails here fails the loop below as well.
    () => {},
  );
  let position = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      position += 1;
      yield info.error ? { position, reason: info.error.message } : { position, value: fromCells(record) };
    }
  } catch (error) {
    if (!(error instanceof CsvError) && !(error instanceof TypeError)) throw error;
    yield { position: position + 1, reason: `is not CSV, and nothing behind it can be read: ${error.message}` };
  }
}

/** @throws TypeError where the bytes are no UTF-8: a text with a hole in it is not to be taken for a title */
async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

const lists = ['cast', 'genres'];
const numbers = ['year', 'thumbnail_width', 'thumbnail_height'];

const fromCells = (record: Record<string, string>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(record)
      .filter(([, cell]) => cell !== '')
      .map(([name, cell]) => [name, readCell(name, cell)]),
  );

const readCell = (name: string, cell: string): unknown => {
  if (numbers.includes(name) && /^-?\d+$/.test(cell)) return Number(cell);
  if (!lists.includes(name)) return cell;
  try {
    return JSON.parse(cell);
  } catch {
    // Left as it is: it is refused as no list.
    return cell;
  }
};
