-- migrate:up transaction:false

create index concurrently movies_by_words on movies using gin ((words_of(title) || words_of("cast")));

-- migrate:down transaction:false

drop index concurrently movies_by_words;
