-- migrate:up transaction:false

create index concurrently movies_by_same_title on movies (hashtextextended(title, 0));

-- migrate:down transaction:false

drop index concurrently movies_by_same_title;
