import type { NewMovie } from '@matinee/contracts/movies';
import { connectDatabase, isConflict, isTransient, repeat } from '@matinee/runtime/database';

/** What became of a batch of films: new in the catalogue, changed there, or there already as they are. */
export type Stored = { added: number; changed: number; unchanged: number };

export type Store = { save: (movies: NewMovie[]) => Promise<Stored>; close: () => Promise<void> };

/**
 * The catalogue for one import. A film is known by its title, its year and its page (`href`) together; of several that share all three, the
 * first in the sources is the first in the catalogue, the second the second, and so on. So nothing that differs in one of these is ever
 * taken for one film, and what is imported once more meets its own row.
 * @throws Error when another import is at work
 */
export const openStore = async (databaseUrl: string): Promise<Store> => {
  const sql = connectDatabase(databaseUrl, {
    name: 'inventory_import',
    pool: 1,
    statementTimeoutMs: 600_000,
    lockTimeoutMs: 600_000,
    keepConnection: true,
    // The text indexes collect what is new, and sort it into themselves in as few goes as this allows.
    settings: { work_mem: '64MB' },
  });
  try {
    // Both live as long as the connection: should it be lost, the import ends, and can be run again.
    const [{ alone }] = await sql<[{ alone: boolean }]>`select pg_try_advisory_lock(hashtext('matinee import')) as alone`;
    if (!alone) throw new Error('Another import is at work on this catalogue; wait until it is done.');
    await sql`create temporary table import_met (id integer primary key)`;
  } catch (error) {
    await sql.end({ timeout: 1 });
    throw named(error);
  }

  return {
    save: async (movies) => {
      const store = async () => sql<[Stored]>`
        with given as materialized (
          select *, row_number() over (partition by title, year, href order by position) as twin
          from (
            select title, coalesce(description, '') as description, year, coalesce("cast", '{}') as "cast",
              coalesce(genres, '{}') as genres, href, thumbnail, thumbnail_width, thumbnail_height, ordinality as position
            from rows from (json_to_recordset(${sql.json(movies)}::json) as (
              title text, description text, year integer, "cast" text[], genres text[],
              href text, thumbnail text, thumbnail_width integer, thumbnail_height integer
            )) with ordinality
          ) as films
        ),
        -- One look into the index a film, whatever the planner thinks of a batch that it knows nothing of: a join of two such sets may
        -- compare each with each. Each + 0 keeps it from walking through all ids instead.
        matched as materialized (
          select given.*, present.id, present.differs
          from given left join lateral (
            select movies.id,
              (movies.description, movies."cast", movies.genres, movies.thumbnail, movies.thumbnail_width, movies.thumbnail_height)
                is distinct from
                (given.description, given."cast", given.genres, given.thumbnail, given.thumbnail_width, given.thumbnail_height) as differs
            from movies
            where hashtextextended(movies.title, 0) = hashtextextended(given.title, 0) and movies.title = given.title
              and coalesce(movies.year, 0) = coalesce(given.year, 0) and coalesce(movies.href, '') = coalesce(given.href, '')
              and not exists (select from import_met where import_met.id = movies.id + 0)
            order by movies.id + 0 offset given.twin - 1 limit 1
          ) as present on true
        ),
        -- Rows that another writer deleted or renamed meanwhile drop out: PostgreSQL checks the conditions again when it gives a lock.
        locked as materialized (
          select matched.* from matched, lateral (
            select from movies
            where movies.id = matched.id and movies.title = matched.title
              and coalesce(movies.year, 0) = coalesce(matched.year, 0) and coalesce(movies.href, '') = coalesce(matched.href, '')
            for no key update
          ) as present
          where differs
        ),
        -- An insert that meets its own row, by the index again. An update would be a join: while the statistics say that the catalogue is
        -- empty, as they do when all films were just deleted, it compared each film of the batch with each that is there.
        changed as (
          insert into movies (id, title, description, year, "cast", genres, href, thumbnail, thumbnail_width, thumbnail_height)
          overriding system value
          select id, title, description, year, "cast", genres, href, thumbnail, thumbnail_width, thumbnail_height
          from locked
          on conflict (id) do update set description = excluded.description, "cast" = excluded."cast", genres = excluded.genres,
            thumbnail = excluded.thumbnail, thumbnail_width = excluded.thumbnail_width, thumbnail_height = excluded.thumbnail_height
          returning id
        ),
        kept as materialized (select id from matched where not differs union all select id from changed),
        added as (
          insert into movies (title, description, year, "cast", genres, href, thumbnail, thumbnail_width, thumbnail_height)
          select title, description, year, "cast", genres, href, thumbnail, thumbnail_width, thumbnail_height
          from matched where id is null or differs and id not in (select id from locked) order by position
          returning id
        ),
        met as (
          insert into import_met
          select id from kept union all select id from added
        )
        select (select count(*) from added)::integer as added, (select count(*) from changed)::integer as changed,
          (select count(*) from matched where not differs)::integer as unchanged`;
      const [stored] = await repeat(store, isConflict).catch((error) => {
        throw named(error);
      });
      return stored;
    },
    close: () => sql.end({ timeout: 5 }),
  };
};

/** An error as the person at the terminal needs it. A new connection does not know the films that were met on a lost one. */
const named = (error: unknown): Error => {
  const { code, message } = error as Error & { code?: string };
  const lost = code === 'CONNECTION_CLOSED' || (code === '42P01' && message.includes('import_met'));
  if (lost) return new Error('The connection to the database was lost.');
  if (isConflict(error)) return new Error(`Other changes were in the way: ${message}`);
  return isTransient(error) ? new Error(`The database is away: ${message}`) : (error as Error);
};
