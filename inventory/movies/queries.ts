import type { MovieChanges, NewMovie } from '@matinee/contracts/movies';
import { createBatches } from '@matinee/runtime/batches';
import { type Database, isDataError, isRolledBack, isTransient, withRetries } from '@matinee/runtime/database';
import type { ConcurrencyLimit } from '../concurrency-limit.ts';
import { columns } from './columns.ts';

/** A movie as JSON, and the version of its row. */
export type StoredMovie = { json: string | Uint8Array<ArrayBuffer>; version: number };
export type AddedMovie = StoredMovie & { id: number };

type Options = { limited: ConcurrencyLimit; maxQueued: number };

/**
 * The statements on single movies. Waiting reads become one statement, and so do waiting additions, with one commit.
 * Reads are retried through a short outage; writes only if PostgreSQL did not run them.
 */
export const createMovies = (sql: Database, { limited, maxQueued }: Options) => {
  const movie = sql`id, json, version`;
  const read = <T>(query: () => Promise<T>) => limited(() => withRetries(query, isTransient));
  const write = <T>(query: () => Promise<T>) => limited(() => withRetries(query, isRolledBack));
  const ifVersion = (versions: number[] | undefined) =>
    versions === undefined ? sql`` : sql`and version = any(${versions}::integer[])`;

  const findTogether = createBatches(
    async (ids: number[]) => {
      // Raw bytes: responses send them without decoding.
      const rows = (await read(async () =>
        sql`select ${movie} from movies where id = any(${ids}::integer[])`.raw(),
      )) as unknown as [id: Uint8Array, json: Uint8Array<ArrayBuffer>, version: Uint8Array][];
      const found = new Map(rows.map(([id, json, version]) => [integerOf(id), { json, version: integerOf(version) }]));
      return ids.map((id) => found.get(id));
    },
    { maxConcurrent: 2, maxBatchSize: 500, maxQueued },
  );

  const countChangesTogether = createBatches(
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
      const names = sql.unsafe(columnNames);
      const rows = await write(
        async () => sql<AddedMovie[]>`
          insert into movies (${names}) select ${names} from ${rowsOf(sql, movies)} order by position returning ${movie}`,
      );
      // Ids ascend in the order of the insert.
      return rows.toSorted((a, b) => a.id - b.id);
    },
    { maxConcurrent: 2, maxBatchSize: 500, maxQueued, isItemError: isDataError },
  );

  return {
    /** A number that grows with every change of a movie. */
    changes: (): Promise<number> => countChangesTogether(undefined),

    find: (id: number): Promise<StoredMovie | undefined> => findTogether(id),

    add: (movie: NewMovie): Promise<AddedMovie> => addTogether(movie),

    /** @param versions change the movie only if it has one of these */
    change: async (id: number, changes: MovieChanges, versions?: number[]): Promise<StoredMovie | undefined> => {
      const given = columns.filter(({ name }) => changes[name] !== undefined);
      const values = Object.fromEntries(given.map(({ name, empty }) => [name, changes[name] ?? empty]));
      const [row] = await write(async () =>
        given.length === 0
          ? sql<StoredMovie[]>`select ${movie} from movies where id = ${id} ${ifVersion(versions)}`
          : sql<StoredMovie[]>`update movies set ${sql(values)} where id = ${id} ${ifVersion(versions)} returning ${movie}`,
      );
      return row;
    },

    /** @param versions delete the movie only if it has one of these @returns whether it was deleted */
    remove: async (id: number, versions?: number[]): Promise<boolean> => {
      const { count } = await write(async () => sql`delete from movies where id = ${id} ${ifVersion(versions)}`);
      return count === 1;
    },

    /**
     * Deletes all movies. The lock makes other writers wait, so that every movie that a list shows before the deletion is deleted.
     * @param changes delete them only if the number of changes is one of these
     * @returns the number of deleted movies; undefined: nothing was deleted
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
};

export type Movies = ReturnType<typeof createMovies>;

export const columnNames = columns.map(({ name }) => `"${name}"`).join(', ');
const definitions = columns.map(({ name, type }) => `"${name}" ${type}`).join(', ');
const values = columns
  .map(({ name, type, empty }) =>
    empty === null ? `"${name}"` : `coalesce("${name}", '${type === 'text[]' ? '{}' : empty}') as "${name}"`,
  )
  .join(', ');

/** The columns of new movies and their `position`, as a table expression. */
export const rowsOf = (sql: Database, movies: NewMovie[]) => sql`(
  select ${sql.unsafe(values)}, ordinality as position
  from rows from (json_to_recordset(${sql.json(movies)}::json) as (${sql.unsafe(definitions)})) with ordinality
) as given`;

const integerOf = (asciiDigits: Uint8Array): number => asciiDigits.reduce((number, digit) => number * 10 + digit - 0x30, 0);
