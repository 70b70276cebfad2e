-- migrate:up

-- The words of a text in lower case. Words of more than 64 characters, as in scripts without spaces, are split.
create function words_of(part text) returns text[] language sql immutable parallel safe
  return array_remove(
    string_to_array(
      regexp_replace(
        regexp_replace(lower(part), '[^[:alnum:]]+', ' ', 'g'),
        '([[:alnum:]]{64})(?=[[:alnum:]])', '\1 ', 'g'),
      ' '),
    '');

create function title_key(title text) returns text language sql immutable parallel safe
  return lower(left(title, 256));
comment on function title_key is 'The sort key of titles, short enough for an index.';

create function year_key(year integer) returns integer language sql immutable parallel safe
  return coalesce(year, 2201);
comment on function year_key is 'The sort key of years. Movies without a year come last.';

create table movies (
  id integer generated always as identity primary key,
  title text not null check (char_length(title) between 1 and 1000),
  description text not null default '',
  year integer check (year between 1800 and 2200),
  "cast" text[] not null default '{}',
  genres text[] not null default '{}',
  href text,
  thumbnail text,
  thumbnail_width integer check (thumbnail_width > 0),
  thumbnail_height integer check (thumbnail_height > 0),
  version integer not null default 1,
  json text not null,
  search tsvector not null
);

comment on column movies.version is 'The number of changes of the row: the ETag.';
comment on column movies.json is 'The response of the API, without the attributes that the movie does not have.';
comment on column movies.search is 'The words of the title, with weight A, and of the cast, with weight B.';

create index movies_by_year on movies (year_key(year), id);
create index movies_by_title on movies (title_key(title));
create index movies_by_year_and_title on movies (year_key(year), title_key(title));
create index movies_by_year_and_title_descending on movies (year_key(year), title_key(title) desc);
create index movies_by_search on movies using gin (search);

create function movie_json(movie movies) returns text language sql stable parallel safe as $$
  select '{"id":' || (movie).id
    || ',"title":' || to_json((movie).title)
    || ',"description":' || to_json((movie).description)
    || case when (movie).year is null then '' else ',"year":' || (movie).year end
    || case when (movie)."cast" = '{}' then '' else ',"cast":' || array_to_json((movie)."cast") end
    || case when (movie).genres = '{}' then '' else ',"genres":' || array_to_json((movie).genres) end
    || case when (movie).href is null then '' else ',"href":' || to_json((movie).href) end
    || case when (movie).thumbnail is null then '' else ',"thumbnail":' || to_json((movie).thumbnail) end
    || case when (movie).thumbnail_width is null then '' else ',"thumbnail_width":' || (movie).thumbnail_width end
    || case when (movie).thumbnail_height is null then '' else ',"thumbnail_height":' || (movie).thumbnail_height end
    || '}'
$$;

create function weighted(words text[], weight text) returns tsvector language sql immutable parallel safe
  return coalesce(nullif(array_to_string(words, ':1' || weight || ' '), '') || ':1' || weight, '')::tsvector;

-- A trigger derives these columns, so that every writer sets them.
create function derive_movie() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    new.version := old.version + 1;
  end if;
  new.json := movie_json(new);
  new.search := weighted(words_of(new.title), 'A') || weighted(words_of(array_to_string(new."cast", ' ')), 'B');
  return new;
end
$$;

create trigger derive_added before insert on movies for each row execute function derive_movie();
create trigger derive_changed before update on movies for each row when (old.* is distinct from new.*) execute function derive_movie();

-- migrate:down

drop table movies cascade;
drop function derive_movie(), weighted(text[], text), words_of(text), title_key(text), year_key(integer);
