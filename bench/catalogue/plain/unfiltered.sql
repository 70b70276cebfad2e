-- A page of all movies, behind an id.
-- plan: plain_movies_pkey
select string_agg(json, ',') as json
from (select json, id from plain_movies where id > :after order by id limit 20) as page;
