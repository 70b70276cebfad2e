-- migrate:up transaction:false

-- For the import, which finds a movie by its title, year and page.
create index concurrently movies_by_same_title on movies (hashtextextended(title, 0));

-- migrate:down transaction:false

drop index concurrently movies_by_same_title;
