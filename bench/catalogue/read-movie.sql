\set id random(1, :films)
select id, movie_json(movies) as json, version from movies where id = :id;
