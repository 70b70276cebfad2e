-- migrate:up transaction:false

-- The import finds a movie by its title, year and href.
create index concurrently movies_by_same_title on movies (hashtextextended(title, 0));

-- migrate:down transaction:false

drop index concurrently movies_by_same_title;
