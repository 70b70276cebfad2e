-- Adds movies until there are TOTAL (a psql variable). Each has the year, the genres and the texts of a movie that is there, a title of words
-- of two others, a third of them with a word of their own, and people of its own. The ids have no gaps.
drop table if exists plain_movies, plain_additions;
-- The tables need no log; without indexes and statement triggers the rows are written much faster.
select format('alter table %I set unlogged', relname) from pg_stat_user_tables where schemaname = 'public' \gexec
create temporary table dropped as
select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
from pg_index join pg_stat_user_tables on relid = indrelid and schemaname = 'public'
where not exists (select from pg_constraint where conindid = indexrelid);
select format('drop index %s', name) from dropped \gexec
create temporary table disabled as
select tgname as name from pg_trigger where tgrelid = 'movies'::regclass and not tgisinternal and tgtype & 1 = 0;
select format('alter table movies disable trigger %I', name) from disabled \gexec
select count(*) as movies from movies \gset

insert into movies (title, description, year, "cast", genres, href, thumbnail, thumbnail_width, thumbnail_height)
select
  left(concat_ws(' ',
    array_to_string((string_to_array(a.title, ' '))[1:2], ' '),
    case when i % 3 = 0 then initcap(translate(left(md5(i::text), 6), '0123456789', 'ghijklmnop')) end,
    array_to_string((string_to_array(b.title, ' '))[2:4], ' ')
  ), 1000),
  a.description, a.year, array(select name || ' ' || i / :movies from unnest(b."cast") as name), a.genres,
  a.href || '_' || i / :movies, a.thumbnail, a.thumbnail_width, a.thumbnail_height
from generate_series(:movies, :TOTAL - 1) as series(i)
join movies a on a.id = i % :movies + 1
join movies b on b.id = i::bigint * 7919 % :movies + 1;

-- What the statement triggers would have done, in the order of the keys.
truncate movie_genres, movie_cast, movie_words, words;
insert into movie_genres select distinct lower(genre), id from movies, unnest(genres) as genre order by 1, 2;
insert into movie_cast select distinct lower(name), id from movies, unnest("cast") as name order by 1, 2;
insert into movie_words select lexeme, id from movies, unnest(search) where 'A' = any(weights) order by 1, 2;
insert into words select distinct lexeme from movies, unnest(search) order by 1;
update movie_counters set movies = case when slot = 0 then (select count(*) from movies) else 0 end;
set maintenance_work_mem = '1GB';
select definition from dropped \gexec
select format('alter table movies enable trigger %I', name) from disabled \gexec
vacuum analyze;
checkpoint;
