-- migrate:up

-- Rows are only added. A message that is replayed and rejected again has two rows; the newest reason counts.
create table rejections (
  id bigint generated always as identity primary key,
  message_id text not null,
  reason text not null,
  created_at timestamptz not null default now()
);

create index rejections_message_id on rejections (message_id);

comment on table rejections is 'Why messages were dead-lettered.';

-- migrate:down

drop table rejections;
