-- migrate:up

insert into words
select distinct word from movies, unnest(words_of(title) || words_of("cast")) as word order by word
on conflict do nothing;

-- migrate:down
