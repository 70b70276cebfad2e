-- migrate:up

create function names_folded(names text[]) returns text[] language sql immutable parallel safe cost 1000 as
  $$ select string_to_array(lower(array_to_string(names, E'\x01')), E'\x01') $$;
comment on function names_folded is 'Names as they are filtered by: whole, in any case.';

-- As far as an index reaches; the rest of a title that is longer is compared behind it.
create function title_key(title text) returns text language sql immutable parallel safe
  return lower(left(title, 256));
comment on function title_key is 'What titles are sorted by.';

-- A film without a year comes behind all others.
create function year_key(year integer) returns integer language sql immutable parallel safe
  return coalesce(year, 2201);
comment on function year_key is 'What years are sorted by.';

-- migrate:down

drop function names_folded(text[]), title_key(text), year_key(integer);
