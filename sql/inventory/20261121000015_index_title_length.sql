-- migrate:up transaction:false

create index concurrently movies_by_title_length on movies (char_length(title), id);

-- migrate:down transaction:false

drop index concurrently movies_by_title_length;
