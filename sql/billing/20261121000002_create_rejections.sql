-- migrate:up

-- Only ever added to: a message that is replayed and rejected again is there twice, and the newest reason counts.
create table rejections (
  id bigint generated always as identity primary key,
  message_id text not null,
  reason text not null,
  created_at timestamptz not null default now()
);

create index rejections_message_id on rejections (message_id);

comment on table rejections is 'Why messages were put aside into the dead queue.';

-- migrate:down

drop table rejections;
