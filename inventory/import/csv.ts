import { parse as parseCsv } from 'csv-parse';
import { type Found, longestFilm } from './found.ts';

/** CSV with a line of names first: lists stand in it as JSON, an empty cell is no value. What follows a fault in it cannot be read. */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Found> {
  let position = 0;
  let found: Found[] = [];
  const parser = parseCsv({
    columns: true,
    max_record_size: longestFilm,
    skip_empty_lines: true,
    // A line with too few or too many cells is a fault of its own.
    relax_column_count: true,
    on_record: (record: Record<string, string>, { error }) => {
      position += 1;
      found.push(error ? { position, reason: error.message } : { position, value: fromCells(record) });
      // None is left in the stream, which drops those before a fault together with it.
      return null;
    },
  });
  // Told to those who call as well.
  parser.on('error', () => {});
  let broken: Error | undefined;
  const taken = (resolve: () => void) => (error?: Error | null) => {
    broken ??= error ?? undefined;
    resolve();
  };
  const parse = (text: string) => new Promise<void>((resolve) => parser.write(text, taken(resolve)));
  const end = () => new Promise<void>((resolve) => parser.end(taken(resolve)));

  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (chunk?: Uint8Array) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      broken = new Error('bytes that are no UTF-8');
      return '';
    }
  };

  for await (const chunk of bytes) {
    await parse(decode(chunk));
    yield* found;
    found = [];
    if (broken) break;
  }
  if (!broken) {
    decode();
    await end();
    yield* found;
  }
  if (broken) yield { position: position + 1, reason: `is not CSV, and nothing behind it can be read: ${broken.message}` };
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
