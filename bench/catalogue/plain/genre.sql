-- A page of the movies of a genre, behind an id. For a frequent genre it is right to walk the ids.
-- plan: plain_movies_by_genres or plain_movies_pkey or plain_movies_by_genres and plain_movies_pkey
select string_agg(json, ',') as json
from (select json, id from plain_movies where genres @> array[:value] and id > :after order by id limit 20) as page;
