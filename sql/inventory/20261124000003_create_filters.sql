-- migrate:up

-- The filters of lists, in lower case and in the order of the ids. A GIN index would return every match before the first one is read.
create table movie_genres (genre text, id integer, primary key (genre, id));
create table movie_cast (name text, id integer, primary key (name, id));
-- The words of titles. The empty word marks titles with a split word.
create table movie_words (word text, id integer, primary key (word, id));

create function genres_of(movie movies) returns setof movie_genres language sql stable as $$
  select distinct lower(genre), (movie).id from unnest((movie).genres) as genre
$$;
create function cast_of(movie movies) returns setof movie_cast language sql stable as $$
  select distinct lower(name), (movie).id from unnest((movie)."cast") as name
$$;
create function title_words_of(movie movies) returns setof movie_words language sql stable as $$
  select lexeme, (movie).id from unnest((movie).search) where 'A' = any(weights)
  union all
  select '', (movie).id where char_length((movie).title) > 64 and (movie).title ~ '[[:alnum:]]{65}'
$$;

create function filter_added() returns trigger language plpgsql as $$
begin
  insert into movie_genres select filter.* from added, genres_of(added) as filter;
  insert into movie_cast select filter.* from added, cast_of(added) as filter;
  insert into movie_words select filter.* from added, title_words_of(added) as filter;
  return null;
end
$$;

create function filter_changed() returns trigger language plpgsql as $$
begin
  delete from movie_genres using (
    select filter.* from before, genres_of(before) as filter except select filter.* from after, genres_of(after) as filter
  ) as gone where movie_genres.genre = gone.genre and movie_genres.id = gone.id;
  delete from movie_cast using (
    select filter.* from before, cast_of(before) as filter except select filter.* from after, cast_of(after) as filter
  ) as gone where movie_cast.name = gone.name and movie_cast.id = gone.id;
  delete from movie_words using (
    select filter.* from before, title_words_of(before) as filter except select filter.* from after, title_words_of(after) as filter
  ) as gone where movie_words.word = gone.word and movie_words.id = gone.id;
  insert into movie_genres
  select filter.* from after, genres_of(after) as filter except select filter.* from before, genres_of(before) as filter;
  insert into movie_cast
  select filter.* from after, cast_of(after) as filter except select filter.* from before, cast_of(before) as filter;
  insert into movie_words
  select filter.* from after, title_words_of(after) as filter except select filter.* from before, title_words_of(before) as filter;
  return null;
end
$$;

create function filter_removed() returns trigger language plpgsql as $$
declare
  is_empty boolean;
begin
  -- After the last movie, all rows go at once. One statement has one snapshot: a movie that is added meanwhile keeps its rows.
  with state as (select not exists (select from movies) as is_empty),
  genres as (delete from movie_genres where (select state.is_empty from state)),
  casts as (delete from movie_cast where (select state.is_empty from state)),
  words as (delete from movie_words where (select state.is_empty from state))
  select state.is_empty into is_empty from state;
  if not is_empty then
    delete from movie_genres using (select filter.* from removed, genres_of(removed) as filter) as gone
    where movie_genres.genre = gone.genre and movie_genres.id = gone.id;
    delete from movie_cast using (select filter.* from removed, cast_of(removed) as filter) as gone
    where movie_cast.name = gone.name and movie_cast.id = gone.id;
    delete from movie_words using (select filter.* from removed, title_words_of(removed) as filter) as gone
    where movie_words.word = gone.word and movie_words.id = gone.id;
  end if;
  return null;
end
$$;

create function filter_truncated() returns trigger language plpgsql as $$
begin
  truncate movie_genres, movie_cast, movie_words;
  return null;
end
$$;

create trigger filter_added after insert on movies referencing new table as added for each statement execute function filter_added();
create trigger filter_changed after update on movies referencing old table as before new table as after
for each statement execute function filter_changed();
create trigger filter_removed after delete on movies referencing old table as removed for each statement execute function filter_removed();
create trigger filter_truncated after truncate on movies for each statement execute function filter_truncated();

-- migrate:down

drop function filter_added(), filter_changed(), filter_removed(), filter_truncated() cascade;
drop function genres_of(movies), cast_of(movies), title_words_of(movies);
drop table movie_genres, movie_cast, movie_words;
