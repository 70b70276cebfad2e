-- migrate:up

-- How many movies there are, and how often the catalogue has changed: the sums of a few rows, which need no look at the movies. Each
-- connection counts in a row of its own, or nearly so: two that write at once do not wait for each other.
create table movie_counters (
  slot smallint primary key,
  movies bigint not null default 0,
  changes bigint not null default 0
);

comment on column movie_counters.changes is 'The sum is the ETag of every list. It begins with the time of the migration: a catalogue that is made anew never has an old one''s tag.';

insert into movie_counters (slot) select generate_series(0, 31);
update movie_counters set changes = (extract(epoch from clock_timestamp()) * 1000)::bigint where slot = 0;

create function count_changes(movies_more bigint) returns void language sql as $$
  update movie_counters set movies = movies + movies_more, changes = changes + 1 where slot = pg_backend_pid() % 32
$$;

-- A statement without rows fires these triggers as well, and counts as no change.
create function count_added() returns trigger language plpgsql as $$
begin
  if exists (select from added) then
    perform count_changes((select count(*) from added));
  end if;
  return null;
end
$$;

create function count_removed() returns trigger language plpgsql as $$
begin
  if exists (select from removed) then
    perform count_changes((select -count(*) from removed));
  end if;
  return null;
end
$$;

create function count_changed() returns trigger language plpgsql as $$
begin
  if exists (select from before join after using (id) where after.version <> before.version) then
    perform count_changes(0);
  end if;
  return null;
end
$$;

create function count_truncated() returns trigger language plpgsql as $$
begin
  update movie_counters set movies = 0, changes = changes + 1;
  return null;
end
$$;

create trigger count_added after insert on movies referencing new table as added for each statement execute function count_added();
create trigger count_removed after delete on movies referencing old table as removed for each statement execute function count_removed();
create trigger count_changed after update on movies referencing old table as before new table as after
for each statement execute function count_changed();
create trigger count_truncated after truncate on movies for each statement execute function count_truncated();

-- migrate:down

drop trigger count_added on movies;
drop trigger count_removed on movies;
drop trigger count_changed on movies;
drop trigger count_truncated on movies;
drop function count_added(), count_removed(), count_changed(), count_truncated(), count_changes(bigint);
drop table movie_counters;
