-- migrate:up transaction:false

create index concurrently movies_by_title_words on movies using gin (words_of(title));

-- migrate:down transaction:false

drop index concurrently movies_by_title_words;
