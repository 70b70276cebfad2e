-- migrate:up

-- What the catalogue's texts are searched by: a text's words in lower case. A word of more than 64 characters (a title in a script
-- without spaces, say) stands in pieces, for an index takes no longer ones, with an empty word between them as a mark. The cost is set
-- above the true one, so that words are looked up in an index wherever that is possible.
create function words_of(part text) returns text[] language sql immutable parallel safe cost 1000
  return string_to_array(
    regexp_replace(
      btrim(regexp_replace(lower(part), '[^[:alnum:]]+', ' ', 'g')),
      '([[:alnum:]]{64})(?=[[:alnum:]])', '\1  ', 'g'),
    ' ');
create function words_of(names text[]) returns text[] language sql immutable parallel safe cost 1000 as
  $$ select public.words_of(array_to_string(names, ' ')) $$;

-- The words of all titles and names: the few words that are meant by a part of one, or by one that is misspelt, are looked up here, and
-- then the films by whole words. It grows much more slowly than the catalogue. A word whose last film is gone stays, and finds nothing.
create extension if not exists pg_trgm;
create table words (word text primary key);
create index words_by_trigrams on words using gin (word gin_trgm_ops);

-- In their order: two writers that meet in a new word wait for each other, never in a circle.
create function collect_words() returns trigger language plpgsql as $$
begin
  insert into words
  select distinct word from written, unnest(words_of(title) || words_of("cast")) as word order by word
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
drop function words_of(text[]), words_of(text);
