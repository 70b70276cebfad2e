-- migrate:up transaction:false

create index concurrently movies_by_title on movies (title_key(title));

-- migrate:down transaction:false

drop index concurrently movies_by_title;
