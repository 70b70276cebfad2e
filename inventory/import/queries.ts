import type { NewMovie } from '@matinee/contracts/movies';
import { connectDatabase, isConflict, isTransient, repeat } from '@matinee/runtime/database';
import { columns } from '../movies/columns.ts';
import { columnNames, rowsOf } from '../movies/queries.ts';

/** The numbers of movies of a batch that were new, that were changed, and that were in the database as they are. */
export type Saved = { added: number; changed: number; unchanged: number };

export type Store = { save: (movies: NewMovie[]) => Promise<Saved>; close: () => Promise<void> };

const details = columns.filter(({ name }) => !['title', 'year', 'href'].includes(name)).map(({ name }) => `"${name}"`);
const detailsOf = (table: string) => details.map((name) => `${table}.${name}`).join(', ');
const isSame = (table: string) => `movies.title = ${table}.title
  and coalesce(movies.year, 0) = coalesce(${table}.year, 0) and coalesce(movies.href, '') = coalesce(${table}.href, '')`;

/**
 * Connects for one import. Title, year and href together identify a movie. Of several movies that share all three, the first in the sources
 * is the first in the database, and so on, so that a repeated import finds each row again.
 * @throws Error while another import is running
 */
export const openStore = async (databaseUrl: string): Promise<Store> => {
  const sql = connectDatabase(databaseUrl, {
    name: 'inventory_import',
    pool: 1,
    statementTimeoutMs: 600_000,
    lockTimeoutMs: 600_000,
    keepConnection: true,
    // GIN indexes merge a batch's entries in fewer passes.
    settings: { work_mem: '64MB' },
  });
  const names = sql.unsafe(columnNames);
  const save = async (movies: NewMovie[]) => sql<[Saved]>`
    with given as materialized (
      select *, row_number() over (partition by title, year, href order by position) as occurrence from ${rowsOf(sql, movies)}
    ),
    -- One index lookup a movie: a join of two sets of unknown size may compare each row with each. + 0 prevents a scan of all ids.
    matched as materialized (
      select given.*, present.id, present.differs
      from given left join lateral (
        select movies.id, (${sql.unsafe(detailsOf('movies'))}) is distinct from (${sql.unsafe(detailsOf('given'))}) as differs
        from movies
        where hashtextextended(movies.title, 0) = hashtextextended(given.title, 0) and ${sql.unsafe(isSame('given'))}
          and not exists (select from import_seen where import_seen.id = movies.id + 0)
        order by movies.id + 0 offset given.occurrence - 1 limit 1
      ) as present on true
    ),
    -- PostgreSQL checks the conditions again after it has waited for a lock: rows that were deleted or renamed meanwhile drop out.
    locked as materialized (
      select matched.* from matched, lateral (
        select from movies
        where movies.id = matched.id and ${sql.unsafe(isSame('matched'))} for no key update
      ) as present
      where differs
    ),
    -- An upsert finds its rows by the index. The join of an update compares each row with each while statistics say that the table is empty.
    changed as (
      insert into movies (id, ${names}) overriding system value
      select id, ${names} from locked
      on conflict (id) do update set ${sql.unsafe(details.map((name) => `${name} = excluded.${name}`).join(', '))}
      returning id
    ),
    added as (
      insert into movies (${names})
      select ${names} from matched where id is null or differs and id not in (select id from locked) order by position
      returning id
    ),
    seen as (
      insert into import_seen
      select id from matched where not differs union all select id from changed union all select id from added
    )
    select (select count(*) from added)::integer as added, (select count(*) from changed)::integer as changed,
      (select count(*) from matched where not differs)::integer as unchanged`;

  // The lock and the table belong to the connection. If it is lost, the import fails and can be run again.
  const [{ isLocked }] = await sql<[{ isLocked: boolean }]>`
    select pg_try_advisory_lock(hashtext('matinee import')) as "isLocked"`;
  if (!isLocked) throw new Error('Another import is running on this database. Wait until it ends.');
  await sql`create temporary table import_seen (id integer primary key)`;
  return {
    save: (movies) => repeat(async () => (await save(movies))[0], isConflict),
    close: () => sql.end({ timeout: 5 }),
  };
};

/** The message of an error, for the user. */
export const reasonOf = (error: unknown): string => {
  const { code, message } = error as Error & { code?: string };
  // A new connection has no table `import_seen`.
  const isLost = code === 'CONNECTION_CLOSED' || (code === '42P01' && message.includes('import_seen'));
  if (isLost) return 'The connection to the database was lost.';
  if (isConflict(error)) return `Another transaction conflicted with the import: ${message}`;
  return isTransient(error) ? `The database is unavailable: ${message}` : message;
};
