-- A page of the movies with a word in their title, behind an id. To walk the ids for a frequent word takes longer: + 0 prevents it.
-- plan: plain_movies_by_trigrams or plain_movies_by_trigrams and plain_movies_pkey
select string_agg(json, ',') as json
from (select json, id from plain_movies where title ilike '%' || :value || '%' and id > :after order by id + 0 limit 20) as page;
