-- A page of all movies by title, behind a title and an id.
-- plan: plain_movies_by_title
select string_agg(json, ',') as json
from (select json, id from plain_movies where (lower(title), id) > (:value, :after) order by lower(title), id limit 20) as page;
