-- migrate:up transaction:false

create index concurrently movies_by_year_and_title on movies (year_key(year), title_key(title));

-- migrate:down transaction:false

drop index concurrently movies_by_year_and_title;
