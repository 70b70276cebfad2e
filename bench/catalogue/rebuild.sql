-- Fills the tables that inventory's statement triggers keep, after movies were written with these triggers disabled. In the order of the keys,
-- so that each index grows at its end.
truncate movie_genres, movie_cast, movie_words, words;
insert into movie_genres select distinct lower(genre), id from movies, unnest(genres) as genre order by 1, 2;
insert into movie_cast select distinct lower(name), id from movies, unnest("cast") as name order by 1, 2;
insert into movie_words select lexeme, id from movies, unnest(search) where 'A' = any(weights) order by 1, 2;
insert into words select distinct lexeme from movies, unnest(search) order by 1;
update movie_counters set movies = case when slot = 0 then (select count(*) from movies) else 0 end;
