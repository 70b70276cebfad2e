-- migrate:up transaction:false

create index concurrently movies_by_genres on movies using gin (names_folded(genres));

-- migrate:down transaction:false

drop index concurrently movies_by_genres;
