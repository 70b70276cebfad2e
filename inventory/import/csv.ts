import { promisify } from 'node:util';
import { parse } from 'csv-parse';
import { columns } from '../movies/columns.ts';
import { type MovieRecord, maxRecordBytes } from './movie.ts';

/** Reads CSV whose first line has the names. A cell has a list as JSON; an empty cell means no value. */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<MovieRecord> {
  let position = 0;
  const records: MovieRecord[] = [];
  const parser = parse({
    columns: true,
    max_record_size: maxRecordBytes,
    skip_empty_lines: true,
    // Reports a line with too few or too many cells as the error of its record.
    relax_column_count: true,
    on_record: (cells: Record<string, string>, { error }) => {
      position += 1;
      records.push(error ? { position, reason: error.message } : { position, value: readCells(cells) });
      // Nothing goes through the stream, which would drop the records before an error.
      return null;
    },
  });
  // The callbacks get the error as well.
  parser.on('error', () => {});
  const write = promisify((text: string, done: (error?: Error | null) => void) => void parser.write(text, done));
  const end = promisify((done: (error?: Error | null) => void) => void parser.end(done));
  const decoder = new TextDecoder('utf-8', { fatal: true });

  /** Parses a chunk, or the end. @returns an error message */
  const parseChunk = async (chunk?: Uint8Array): Promise<string | undefined> => {
    try {
      await write(decoder.decode(chunk, { stream: chunk !== undefined }));
      if (!chunk) await end();
      return undefined;
    } catch (error) {
      return error instanceof TypeError ? 'invalid UTF-8' : (error as Error).message;
    }
  };

  let error: string | undefined;
  for await (const chunk of bytes) {
    error = await parseChunk(chunk);
    yield* records.splice(0);
    if (error) break;
  }
  error ??= await parseChunk();
  yield* records.splice(0);
  if (error) yield { position: position + 1, reason: `invalid CSV, the rest cannot be read: ${error}` };
}

const types = new Map<string, string>(columns.map(({ name, type }) => [name, type]));

const readCells = (cells: Record<string, string>) => {
  const given = Object.entries(cells).filter(([, cell]) => cell !== '');
  return Object.fromEntries(given.map(([name, cell]) => [name, readCell(types.get(name), cell)]));
};

const readCell = (type: string | undefined, cell: string): unknown => {
  if (type === 'integer' && /^-?\d+$/.test(cell)) return Number(cell);
  if (type !== 'text[]') return cell;
  try {
    return JSON.parse(cell);
  } catch {
    // The validation rejects it.
    return cell;
  }
};
