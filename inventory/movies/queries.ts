import type { Movie, MovieChanges, NewMovie } from '@matinee/contracts/movies';
import { type Database, didNotRun, isPassing, withRetries } from '@matinee/runtime/database';

/** A film with the version of its row, which counts its changes. */
export type Versioned = { movie: Movie; version: number };

type Row = { [K in keyof Required<Movie>]: Required<Movie>[K] | null } & { version: number };

/** The catalogue's statements. Reads are repeated through a short outage; writes only when they surely did not run. */
export const createMovies = (sql: Database) => {
  const columns = sql`id, title, description, year, "cast", genres, href, thumbnail, thumbnail_width, thumbnail_height, version`;
  const read = <T>(query: () => Promise<T>) => withRetries(query, isPassing);
  const write = <T>(query: () => Promise<T>) => withRetries(query, didNotRun);

  return {
    /** All films by id; with `title`, those that have it anywhere in theirs, in any case. */
    list: async (title?: string): Promise<Movie[]> => {
      const where = title === undefined ? sql`` : sql`where title ilike ${`%${escapeLike(title)}%`}`;
      const rows = await read(async () => sql<Row[]>`select ${columns} from movies ${where} order by id`);
      return rows.map(toMovie);
    },

    find: async (id: number): Promise<Versioned | undefined> => {
      const [row] = await read(async () => sql<Row[]>`select ${columns} from movies where id = ${id}`);
      return row && toVersioned(row);
    },

    add: async (movie: NewMovie): Promise<Versioned> => {
      const [row] = await write(async () => sql<[Row]>`insert into movies ${sql(toColumns(movie))} returning ${columns}`);
      return toVersioned(row);
    },

    /** Changes a film, provided that its version is one of `versions` where these are given. */
    change: async (id: number, changes: MovieChanges, versions?: number[]): Promise<Versioned | undefined> => {
      const set = toColumns(changes);
      const values = Object.keys(set).length === 0 ? sql`title = title` : sql(set);
      const [row] = await write(
        async () => sql<Row[]>`update movies set ${values} where id = ${id} ${ifVersion(versions)} returning ${columns}`,
      );
      return row && toVersioned(row);
    },

    /** Removes a film, provided that its version is one of `versions` where these are given; says whether it did. */
    remove: async (id: number, versions?: number[]): Promise<boolean> => {
      const { count } = await write(async () => sql`delete from movies where id = ${id} ${ifVersion(versions)}`);
      return count === 1;
    },

    /** Removes all films; says how many there were. */
    removeAll: async (): Promise<number> => {
      const { count } = await write(async () => sql`delete from movies`);
      return count;
    },
  };

  function ifVersion(versions: number[] | undefined) {
    return versions === undefined ? sql`` : sql`and version = any(${versions}::int[])`;
  }
};

export type Movies = ReturnType<typeof createMovies>;

const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/** What the caller named; null stands in the columns as each of them stores "none". */
const toColumns = (changes: MovieChanges) => {
  const none = { description: '', cast: [], genres: [] };
  return Object.fromEntries(
    Object.entries({ ...changes }).map(([name, value]) => [name, value ?? none[name as keyof typeof none] ?? null]),
  );
};

const toVersioned = (row: Row): Versioned => ({ movie: toMovie(row), version: row.version });

/** The film of a row, without the attributes that it does not have. */
const toMovie = ({ version: _, ...row }: Row): Movie =>
  Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
  ) as Movie;
