-- A page of the movies of a year, behind an id.
-- plan: plain_movies_by_year
select string_agg(json, ',') as json
from (select json, id from plain_movies where year = :value and id > :after order by id limit 20) as page;
