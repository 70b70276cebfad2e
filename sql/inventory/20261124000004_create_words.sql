-- migrate:up

-- All words of titles and casts: the words that contain a part of one, or that are spelt like one, are found here. The table grows much
-- more slowly than the catalogue. A word whose last movie is gone stays, and finds nothing.
create extension if not exists pg_trgm;
create table words (word text primary key);
create index words_by_trigrams on words using gin (word gin_trgm_ops);

-- In their order: two writers of the same new words wait for each other, never in a circle.
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

drop trigger collect_words_added on movies;
drop trigger collect_words_changed on movies;
drop function collect_words();
drop table words;
