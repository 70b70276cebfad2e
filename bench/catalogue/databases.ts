// The catalogue as it is now, beside it one of a thousand films and one of a million.
import { connectAsAdmin } from '@matinee/testing/database';
import type postgres from 'postgres';

type Sql = postgres.Sql;

export const thousand = 'movies_thousand';
export const million = 'movies_million';

const copyDatabase = async (from: string, to: string): Promise<Sql> => {
  const admin = connectAsAdmin();
  await admin.unsafe(`drop database if exists ${to} with (force)`);
  await admin.unsafe(`create database ${to} template ${from} strategy file_copy`);
  await admin.unsafe(`grant connect on database ${to} to public`);
  await admin.end();
  return connectAsAdmin(to);
};

const recount = (sql: Sql) => sql`update catalogue set films = case when slot = 0 then (select count(*) from movies) else 0 end`;

/** Copies a database of films and keeps the first thousand of them. */
export const createThousand = async (from: string): Promise<void> => {
  const sql = await copyDatabase(from, thousand);
  await sql`alter table movies disable trigger user`;
  await sql`delete from movies where id > 1000`;
  await sql`alter table movies enable trigger user`;
  await sql`truncate words`;
  await sql`insert into words select distinct word from movies, unnest(words_of(title) || words_of("cast")) as word`;
  await recount(sql);
  await sql`vacuum full analyze`;
  await sql.end();
};

/**
 * Copies a database of films, and adds films to the copy until there are a million. Each has the year, the genres and the texts of a film
 * that is there, a title of words of two others', a third of them with a word of their own, and people of its own.
 * @param films how many there are, with ids from 1 on without gaps
 */
export const createMillion = async (from: string, films: number): Promise<void> => {
  const sql = await copyDatabase(from, million);
  // Nobody needs it after a crash: half the work would be its log.
  for (const table of ['movies', 'words', 'catalogue']) await sql.unsafe(`alter table ${table} set unlogged`);
  // Two at a time, one for each processor that this is measured on.
  const other = connectAsAdmin(million);
  await withoutIndexes([sql, other], async () => {
    const middle = Math.round((films + 1_000_000) / 2);
    await Promise.all([addFilms(sql, films, films, middle), addFilms(other, films, middle, 1_000_000)]);
    await addWords(sql, films);
  });
  await other.end();
  await recount(sql);
  await sql`vacuum analyze`;
  // What is still to be written would be written while something is measured.
  await sql`checkpoint`;
  await sql.end();
};

const ownWord = (sql: Sql) => sql`translate(left(md5(i::text), 6), '0123456789', 'ghijklmnop')`;

const addFilms = (sql: Sql, films: number, from: number, to: number) => sql`
  insert into movies (title, description, year, "cast", genres, href, thumbnail, thumbnail_width, thumbnail_height)
  select
    left(concat_ws(' ',
      array_to_string((string_to_array(a.title, ' '))[1:2], ' '),
      case when i % 3 = 0 then initcap(${ownWord(sql)}) end,
      array_to_string((string_to_array(b.title, ' '))[2:4], ' ')
    ), 1000),
    a.description, a.year, array(select name || ' ' || i / ${films}::integer from unnest(b."cast") as name), a.genres,
    a.href || '_' || i / ${films}::integer, a.thumbnail, a.thumbnail_width, a.thumbnail_height
  from generate_series(${from}::integer, ${to - 1}::integer) as series(i)
  join movies a on a.id = i % ${films}::integer + 1
  join movies b on b.id = i::bigint * 7919 % ${films}::integer + 1`;

/** The words that the new films brought: a third of them one each, and the numbers of their people. */
const addWords = (sql: Sql, films: number) => sql`
  insert into words
  select ${ownWord(sql)} from generate_series(${films}::integer, 999999) as series(i) where i % 3 = 0
  union select (i / ${films}::integer)::text from generate_series(${films}::integer, 999999) as series(i)
  on conflict do nothing`;

/** Indexes are made much faster for all rows at once, and no trigger needs to see each. @param connections as many indexes are made at a time */
const withoutIndexes = async (connections: [Sql, ...Sql[]], work: () => Promise<unknown>) => {
  const [sql] = connections;
  const indexes = await sql<{ name: string; definition: string }[]>`
    select indexname as name, indexdef as definition from pg_indexes
    where tablename in ('movies', 'words') and indexname not like '%_pkey'`;
  for (const { name } of indexes) await sql.unsafe(`drop index ${name}`);
  await sql`alter table movies disable trigger user`;
  await work();
  await sql`alter table movies enable trigger user`;
  // Each by one process: several workers would rest while what they have made is put together.
  const makeIndexes = async (connection: Sql) => {
    await connection`set maintenance_work_mem = '1GB'`;
    await connection`set max_parallel_maintenance_workers = 0`;
    for (let next = indexes.shift(); next; next = indexes.shift()) await connection.unsafe(next.definition);
  };
  await Promise.all(connections.map(makeIndexes));
};
