import type { MovieChanges, NewMovie } from '@matinee/contracts/movies';
import { createBatches } from '@matinee/runtime/batches';
import { type Database, isDataError, isRolledBack, isTransient, withRetries } from '@matinee/runtime/database';
import type { ConcurrencyLimit } from '../concurrency-limit.ts';

/** A film as JSON, with the version of its row, which counts its changes. */
export type Film = { json: string | Uint8Array<ArrayBuffer>; version: number };

/** A film that was written. */
export type Written = Film & { id: number };

/**
 * The catalogue's statements on single films. Reads that wait together become one statement, and so do additions, with one commit.
 * Reads are repeated through a short outage; writes only when they surely did not run.
 */
export const createMovies = (sql: Database, { limited, maxQueued }: { limited: ConcurrencyLimit; maxQueued: number }) => {
  const film = sql`id, json, version`;
  const read = <T>(query: () => Promise<T>) => limited(() => withRetries(query, isTransient));
  const write = <T>(query: () => Promise<T>) => limited(() => withRetries(query, isRolledBack));

  const findTogether = createBatches(
    async (ids: number[]) => {
      // As the bytes that came: each film goes out again as they are.
      const rows = (await read(async () =>
        sql`select ${film} from movies where id = any(${ids}::integer[])`.raw(),
      )) as unknown as [id: Uint8Array, json: Uint8Array<ArrayBuffer>, version: Uint8Array][];
      const found = new Map(rows.map(([id, json, version]) => [integerOf(id), { json, version: integerOf(version) }]));
      return ids.map((id) => found.get(id));
    },
    { maxConcurrent: 2, maxBatchSize: 500, maxQueued },
  );

  const changesTogether = createBatches(
    async (requests: undefined[]) => {
      const [{ changes }] = await read(
        async () => sql<[{ changes: number }]>`select sum(changes)::float8 as changes from movie_counters`,
      );
      return requests.map(() => changes);
    },
    { maxConcurrent: 2, maxBatchSize: 10_000, maxQueued },
  );

  const addTogether = createBatches(
    async (movies: NewMovie[]) => {
      const rows = await write(async () => sql<Written[]>`insert into movies ${valuesOf(movies)} returning ${film}`);
      // Ids are given out in the order of the values.
      return rows.toSorted((a, b) => a.id - b.id);
    },
    { maxConcurrent: 2, maxBatchSize: 500, maxQueued, isItemError: isDataError },
  );

  return {
    /** A number that every change of a movie makes larger. */
    changes: (): Promise<number> => changesTogether(undefined),

    find: (id: number): Promise<Film | undefined> => findTogether(id),

    add: (movie: NewMovie): Promise<Written> => addTogether(movie),

    /** Changes a movie, provided that its version is one of `versions` where these are given. */
    change: async (id: number, changes: MovieChanges, versions?: number[]): Promise<Film | undefined> => {
      const set = toColumns(changes);
      const given = sql`id = ${id} ${ifVersion(versions)}`;
      const [row] = await write(async () =>
        Object.keys(set).length === 0
          ? sql<Film[]>`select ${film} from movies where ${given}`
          : sql<Film[]>`update movies set ${sql(set)} where ${given} returning ${film}`,
      );
      return row;
    },

    /** Removes a film, provided that its version is one of `versions` where these are given; says whether it did. */
    remove: async (id: number, versions?: number[]): Promise<boolean> => {
      const { count } = await write(async () => sql`delete from movies where id = ${id} ${ifVersion(versions)}`);
      return count === 1;
    },

    /**
     * Deletes all movies and returns their number; undefined if the count of changes is none of `changes` where these are given. Other writers
     * wait meanwhile: a movie that a list shows before the deletion is deleted.
     */
    removeAll: (changes?: number[]): Promise<number | undefined> =>
      write(() =>
        sql.begin(async (transaction) => {
          await transaction`lock table movies in share row exclusive mode`;
          const [{ isCurrent, deleted }] = await transaction<[{ isCurrent: boolean; deleted: number }]>`
            with state as (
              select ${changes === undefined}::boolean or sum(changes)::text = any(${(changes ?? []).map(String)}::text[]) as is_current
              from movie_counters
            ),
            gone as (delete from movies where (select is_current from state) returning id)
            select is_current as "isCurrent", (select count(*)::integer from gone) as deleted from state`;
          return isCurrent ? deleted : undefined;
        }),
      ),
  };

  function ifVersion(versions: number[] | undefined) {
    return versions === undefined ? sql`` : sql`and version = any(${versions}::integer[])`;
  }

  function valuesOf(movies: NewMovie[]) {
    return sql`
      (title, description, year, "cast", genres, href, thumbnail, thumbnail_width, thumbnail_height)
      select title, coalesce(description, ''), year, coalesce("cast", '{}'), coalesce(genres, '{}'),
        href, thumbnail, thumbnail_width, thumbnail_height
      from rows from (json_to_recordset(${sql.json(movies)}::json) as (
        title text, description text, year integer, "cast" text[], genres text[],
        href text, thumbnail text, thumbnail_width integer, thumbnail_height integer
      )) with ordinality order by ordinality`;
  }
};

export type Movies = ReturnType<typeof createMovies>;

/** What the caller named; null stands in the columns as each of them stores "none". */
const toColumns = (changes: MovieChanges) => {
  const none = { description: '', cast: [], genres: [] };
  return Object.fromEntries(
    Object.entries({ ...changes }).map(([name, value]) => [name, value ?? none[name as keyof typeof none] ?? null]),
  );
};

/** A number that is written in ASCII digits. */
const integerOf = (digits: Uint8Array): number => digits.reduce((number, digit) => number * 10 + digit - 0x30, 0);
