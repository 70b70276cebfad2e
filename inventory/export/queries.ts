import type { Database } from '@matinee/runtime/database';

/** Reads all movies by id as JSON, without their ids, in one snapshot. @param write takes some movies; the next are read when it is done */
export const readMovies = (sql: Database, write: (movies: string[]) => Promise<void>) =>
  sql.begin('isolation level repeatable read read only', (transaction) =>
    // The id is the first member of the JSON.
    transaction<{ json: string }[]>`
      select '{' || substr(json, strpos(json, ',') + 1) as json
      from movies order by id`.cursor(1000, (rows) => write(rows.map(({ json }) => json))),
  );
