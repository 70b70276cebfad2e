-- migrate:up

-- The numbers of movies and of changes are the sums of all slots. A connection updates one slot: concurrent writers rarely share it.
create table movie_counters (
  slot smallint primary key,
  movies bigint not null default 0,
  changes bigint not null default 0
);

comment on column movie_counters.changes is 'The sum is the ETag of every list. It starts at the time of the migration, so that a new database never repeats an old ETag.';

insert into movie_counters (slot) select generate_series(0, 31);
update movie_counters set changes = (extract(epoch from clock_timestamp()) * 1000)::bigint where slot = 0;

create function count_change(movies_more bigint) returns void language sql as $$
  update movie_counters set movies = movies + movies_more, changes = changes + 1 where slot = pg_backend_pid() % 32
$$;

-- Statements without rows fire these triggers as well, but count as no change.
create function count_movies() returns trigger language plpgsql as $$
begin
  case tg_op
    when 'INSERT' then
      perform count_change(count(*)) from added having count(*) > 0;
    when 'UPDATE' then
      perform count_change(0) where exists (select from before join after using (id) where after.version <> before.version);
    when 'DELETE' then
      perform count_change(-count(*)) from removed having count(*) > 0;
    when 'TRUNCATE' then
      update movie_counters set movies = 0, changes = changes + 1;
  end case;
  return null;
end
$$;

create trigger count_added after insert on movies referencing new table as added for each statement execute function count_movies();
create trigger count_changed after update on movies referencing old table as before new table as after
for each statement execute function count_movies();
create trigger count_removed after delete on movies referencing old table as removed for each statement execute function count_movies();
create trigger count_truncated after truncate on movies for each statement execute function count_movies();

-- migrate:down

drop function count_movies() cascade;
drop function count_change(bigint);
drop table movie_counters;
