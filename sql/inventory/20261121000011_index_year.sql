-- migrate:up transaction:false

create index concurrently movies_by_year on movies (year_key(year), id);

-- migrate:down transaction:false

drop index concurrently movies_by_year;
