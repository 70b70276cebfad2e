// The catalogue as it is, and beside it one of a million movies. All that the benchmark knows of inventory's inner tables stands here and in
// rebuild.sql.
import { connectAsAdmin } from '@matinee/tests/support/database';
import type postgres from 'postgres';

type Sql = postgres.Sql;

export const million = 'movies_million';

/** The columns that a movie is written by. */
export const columns = 'title, description, year, "cast", genres, href, thumbnail, thumbnail_width, thumbnail_height';

const copyDatabase = async (from: string, to: string): Promise<Sql> => {
  const admin = connectAsAdmin();
  await admin.unsafe(`drop database if exists ${to} with (force)`);
  await admin.unsafe(`create database ${to} template ${from} strategy file_copy`);
  await admin.unsafe(`grant connect on database ${to} to public`);
  await admin.end();
  return connectAsAdmin(to);
};

/**
 * Copies a database of movies, and adds movies to the copy until there are a million. Each has the year, the genres and the texts of a movie
 * that is there, a title of words of two others', a third of them with a word of their own, and people of its own.
 * @param movies how many there are, with ids from 1 on without gaps
 */
export const createMillion = async (from: string, movies: number): Promise<void> => {
  const sql = await copyDatabase(from, million);
  await sql`drop table if exists plain_movies, plain_additions`;
  // Nobody needs it after a crash: half the work would be its log.
  const tables = await sql<{ name: string }[]>`select relname as name from pg_stat_user_tables where schemaname = 'public'`;
  for (const { name } of tables) await sql.unsafe(`alter table ${name} set unlogged`);
  // Two at a time, one for each processor that this is measured on.
  const other = connectAsAdmin(million);
  await withoutIndexes([sql, other], async () => {
    const middle = Math.round((movies + 1_000_000) / 2);
    await Promise.all([addMovies(sql, movies, movies, middle), addMovies(other, movies, middle, 1_000_000)]);
    await sql.unsafe(await Bun.file(`${import.meta.dir}/rebuild.sql`).text());
  });
  await other.end();
  await sql`vacuum analyze`;
  // What is still to be written would be written while something is measured.
  await sql`checkpoint`;
  await sql.end();
};

const addMovies = (sql: Sql, movies: number, from: number, to: number) =>
  sql.unsafe(`
    insert into movies (${columns})
    select
      left(concat_ws(' ',
        array_to_string((string_to_array(a.title, ' '))[1:2], ' '),
        case when i % 3 = 0 then initcap(translate(left(md5(i::text), 6), '0123456789', 'ghijklmnop')) end,
        array_to_string((string_to_array(b.title, ' '))[2:4], ' ')
      ), 1000),
      a.description, a.year, array(select name || ' ' || i / ${movies} from unnest(b."cast") as name), a.genres,
      a.href || '_' || i / ${movies}, a.thumbnail, a.thumbnail_width, a.thumbnail_height
    from generate_series(${from}, ${to - 1}) as series(i)
    join movies a on a.id = i % ${movies} + 1
    join movies b on b.id = i::bigint * 7919 % ${movies} + 1`);

/** Indexes are made much faster for all rows at once. rebuild.sql does what the triggers of statements would do. @param connections as many indexes are made at a time */
const withoutIndexes = async (connections: [Sql, ...Sql[]], work: () => Promise<unknown>) => {
  const [sql] = connections;
  const indexes = await sql<{ name: string; definition: string }[]>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index join pg_stat_user_tables on relid = indrelid and schemaname = 'public'
    where not exists (select from pg_constraint where conindid = indexrelid)`;
  for (const { name } of indexes) await sql.unsafe(`drop index ${name}`);
  const triggers = await sql<{ name: string }[]>`
    select tgname as name from pg_trigger where tgrelid = 'movies'::regclass and not tgisinternal and tgtype & 1 = 0`;
  const switchTriggers = async (how: 'disable' | 'enable') => {
    for (const { name } of triggers) await sql.unsafe(`alter table movies ${how} trigger ${name}`);
  };
  await switchTriggers('disable');
  await work();
  await switchTriggers('enable');
  // Each by one process: several workers would rest while what they have made is put together.
  const makeIndexes = async (connection: Sql) => {
    await connection`set maintenance_work_mem = '1GB'`;
    await connection`set max_parallel_maintenance_workers = 0`;
    for (let next = indexes.shift(); next; next = indexes.shift()) await connection.unsafe(next.definition);
  };
  await Promise.all(connections.map(makeIndexes));
};
