-- migrate:up

-- How many films there are, and how often the catalogue has changed: the sums of a few rows, so that neither takes a look at the films.
-- Each connection counts in a row of its own, or nearly so: two that write at once do not wait for each other.
create table catalogue (
  slot smallint primary key,
  films bigint not null default 0,
  changes bigint not null
);

comment on column catalogue.changes is 'The sum is the ETag of every list. It begins with the time of the migration: a catalogue that is made anew never has an old one''s tag.';

create function count_changes(films_more bigint) returns void language sql as $$
  update catalogue set films = films + films_more, changes = changes + 1 where slot = pg_backend_pid() % 32
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
  update catalogue set films = 0, changes = changes + 1;
  return null;
end
$$;

create trigger count_added after insert on movies referencing new table as added for each statement execute function count_added();
create trigger count_removed after delete on movies referencing old table as removed for each statement execute function count_removed();
create trigger count_changed after update on movies referencing old table as before new table as after
for each statement execute function count_changed();
create trigger count_truncated after truncate on movies for each statement execute function count_truncated();

-- Behind the triggers, which keep writers away until this is committed.
insert into catalogue (slot, films, changes)
select slot, case when slot = 0 then (select count(*) from movies) else 0 end,
  case when slot = 0 then (extract(epoch from clock_timestamp()) * 1000)::bigint else 0 end
from generate_series(0, 31) as slot;

-- migrate:down

drop trigger count_added on movies;
drop trigger count_removed on movies;
drop trigger count_changed on movies;
drop trigger count_truncated on movies;
drop function count_added(), count_removed(), count_changed(), count_truncated(), count_changes(bigint);
drop table catalogue;
