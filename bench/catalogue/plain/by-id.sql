-- A movie by its id.
-- plan: plain_movies_pkey
select json, id from plain_movies where id = :id;
