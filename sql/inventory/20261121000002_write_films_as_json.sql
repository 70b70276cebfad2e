-- migrate:up

-- A film as the API answers it, without the attributes that it does not have. Built here, where the rows are: a service that reads
-- every column, and writes JSON of it, spends most of its time so.
create function movie_json(movie movies) returns text language sql stable parallel safe as $$
  select '{"id":' || (movie).id
    || ',"title":' || to_json((movie).title)
    || ',"description":' || to_json((movie).description)
    || case when (movie).year is null then '' else ',"year":' || (movie).year end
    || case when (movie)."cast" = '{}' then '' else ',"cast":' || array_to_json((movie)."cast") end
    || case when (movie).genres = '{}' then '' else ',"genres":' || array_to_json((movie).genres) end
    || case when (movie).href is null then '' else ',"href":' || to_json((movie).href) end
    || case when (movie).thumbnail is null then '' else ',"thumbnail":' || to_json((movie).thumbnail) end
    || case when (movie).thumbnail_width is null then '' else ',"thumbnail_width":' || (movie).thumbnail_width end
    || case when (movie).thumbnail_height is null then '' else ',"thumbnail_height":' || (movie).thumbnail_height end
    || '}'
$$;

-- migrate:down

drop function movie_json(movies);
