import { pipeline, Readable } from 'node:stream';
import { CsvError, parse as parseCsv } from 'csv-parse';
import { type Found, longestFilm } from './found.ts';

/** CSV with a line of names first: lists stand in it as JSON, an empty cell is no value. */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Found> {
  const parser = pipeline(
    Readable.from(bytes),
    parseCsv({ columns: true, max_record_size: longestFilm, skip_empty_lines: true }),
    // What fails here fails the loop below as well.
    () => {},
  );
  let position = 0;
  try {
    for await (const record of parser as AsyncIterable<Record<string, string>>) {
      position += 1;
      yield { position, value: fromCells(record) };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield { position: position + 1, reason: `is not CSV, and nothing behind it can be read: ${error.message}` };
  }
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
