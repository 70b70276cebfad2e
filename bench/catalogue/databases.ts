// The catalogue as it is now, and one of a million films beside it.
import { connectAsAdmin } from '@matinee/testing/database';
import type postgres from 'postgres';

export const million = 'movies_million';

type Sql = postgres.Sql;

/**
 * Copies a database of films, and adds films to the copy until there are a million. Each has the year, the genres and the texts of a film
 * that is there, a title of words of two others', a third of them with a word of their own, and people of its own.
 */
export const createMillion = async (from: string): Promise<void> => {
  const admin = connectAsAdmin();
  await admin.unsafe(`drop database if exists ${million} with (force)`);
  await admin.unsafe(`create database ${million} template ${from}`);
  await admin.unsafe(`grant connect on database ${million} to public`);
  await admin.end();
  const sql = connectAsAdmin(million);
  await withoutIndexes(sql, () => addFilms(sql));
  await sql`
    insert into words
    select distinct word from movies, unnest(words_of(title) || words_of("cast")) as word on conflict do nothing`;
  await sql`update catalogue set films = case when slot = 0 then (select count(*) from movies) else 0 end`;
  await sql`vacuum analyze`;
  await sql.end();
};

const addFilms = async (sql: Sql) => {
  const [{ count }] = await sql<[{ count: number }]>`select count(*)::integer as count from movies`;
  await sql`create temporary table film as select row_number() over (order by id) - 1 as n, * from movies`;
  await sql`create unique index on film (n)`;
  await sql`
    insert into movies (title, description, year, "cast", genres, href, thumbnail, thumbnail_width, thumbnail_height)
    select
      left(concat_ws(' ',
        array_to_string((string_to_array(a.title, ' '))[1:2], ' '),
        case when i % 3 = 0 then initcap(translate(left(md5(i::text), 6), '0123456789', 'ghijklmnop')) end,
        array_to_string((string_to_array(b.title, ' '))[2:4], ' ')
      ), 1000),
      a.description, a.year, array(select name || ' ' || i / ${count}::integer from unnest(b."cast") as name), a.genres,
      a.href || '_' || i / ${count}::integer, a.thumbnail, a.thumbnail_width, a.thumbnail_height
    from generate_series(${count}::integer, 999999) as series(i)
    join film a on a.n = i % ${count}::integer
    join film b on b.n = i::bigint * 7919 % ${count}::integer`;
};

/** Indexes are made much faster for all films at once, and no trigger needs to see each. */
const withoutIndexes = async (sql: Sql, work: () => Promise<void>) => {
  const indexes = await sql<{ name: string; definition: string }[]>`
    select indexname as name, indexdef as definition from pg_indexes where tablename = 'movies' and indexname <> 'movies_pkey'`;
  for (const { name } of indexes) await sql.unsafe(`drop index ${name}`);
  await sql`alter table movies disable trigger user`;
  await work();
  await sql`alter table movies enable trigger user`;
  await sql`set maintenance_work_mem = '256MB'`;
  for (const { definition } of indexes) await sql.unsafe(definition);
};
