-- migrate:up

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
  version integer not null default 1
);

comment on column movies.version is 'Counts the changes of the row: the ETag. Kept by a trigger, so that a change by hand counts too.';

create function movies_next_version() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  return new;
end
$$;

create trigger movies_next_version before update on movies for each row when (old.* is distinct from new.*)
execute function movies_next_version();

-- migrate:down

drop table movies;
drop function movies_next_version();
