-- A page of the movies with an actor, behind an id.
-- plan: plain_movies_by_cast or plain_movies_by_cast and plain_movies_pkey
select string_agg(json, ',') as json
from (select json, id from plain_movies where "cast" @> array[:value] and id > :after order by id limit 20) as page;
