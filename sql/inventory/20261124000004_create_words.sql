-- migrate:up

-- All words of titles and casts, to find words that contain a text or are spelt like it. A word whose last movie is deleted stays.
create extension if not exists pg_trgm;
create table words (word text primary key);
create index words_by_trigrams on words using gin (word gin_trgm_ops);

-- The order prevents deadlocks of writers that add the same words.
create function collect_words() returns trigger language plpgsql as $$
begin
  insert into words
  select distinct lexeme from written, unnest(search) order by lexeme
  on conflict do nothing;
  return null;
end
$$;

create trigger collect_words_added after insert on movies referencing new table as written for each statement execute function collect_words();
create trigger collect_words_changed after update on movies referencing new table as written for each statement execute function collect_words();

-- migrate:down

drop function collect_words() cascade;
drop table words;
