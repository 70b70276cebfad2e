-- A movie added, with its JSON.
with new as (select nextval(pg_get_serial_sequence('plain_additions', 'id'))::integer as id)
insert into plain_additions (id, title, description, json)
select id, :title, :description, json_build_object('id', id, 'title', :title::text, 'description', :description::text)::text from new
returning json;
