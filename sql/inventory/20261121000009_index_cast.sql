-- migrate:up transaction:false

create index concurrently movies_by_cast on movies using gin (names_folded("cast"));

-- migrate:down transaction:false

drop index concurrently movies_by_cast;
