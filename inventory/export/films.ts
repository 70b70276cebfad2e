import type { Database } from '@matinee/runtime/database';
import { stringify } from 'csv-stringify/sync';

/** A form of the whole catalogue: what a film is made of its row, and what stands around and between films. */
export type Format = { film: (json: string) => string; open: string; separator: string; close: string };

const columns = ['title', 'description', 'year', 'cast', 'genres', 'href', 'thumbnail', 'thumbnail_width', 'thumbnail_height'];

const toLine = (json: string): string => {
  const film = JSON.parse(json) as Record<string, unknown>;
  return stringify([columns.map((name) => (Array.isArray(film[name]) ? JSON.stringify(film[name]) : film[name]))]).trimEnd();
};

export const formats = {
  json: { film: (json) => json, open: '[\n', separator: ',\n', close: '\n]\n' },
  ndjson: { film: (json) => json, open: '', separator: '\n', close: '\n' },
  csv: { film: toLine, open: `${columns.join(',')}\n`, separator: '\n', close: '\n' },
} satisfies Record<string, Format>;

/**
 * All films by id, some at a time, as they were when the first one is read. Without their ids: those are this catalogue's own.
 * @param write takes some; the next are read when it is done
 */
export const readCatalogue = async (
  sql: Database,
  { film }: Format,
  write: (films: string[]) => Promise<void>,
): Promise<void> => {
  await sql.begin('isolation level repeatable read read only', (transaction) =>
    // The id comes first in a film's JSON.
    transaction<{ json: string }[]>`
      select '{' || substr(json, strpos(json, ',') + 1) as json
      from movies order by id`.cursor(1000, (rows) => write(rows.map(({ json }) => film(json)))),
  );
};
