-- migrate:up

create table tokens (
  code text collate "C" primary key check (code ~ '^[BCDFGHJKLMNPQRSTVWXZ]{8}$'),
  entity_1 text not null check (char_length(entity_1) between 1 and 256),
  entity_2 text check (char_length(entity_2) between 1 and 256),
  created_at timestamptz not null default now(),
  paired_at timestamptz,
  expires_at timestamptz not null,
  wrong_tries smallint not null default 0,
  check ((entity_2 is null) = (paired_at is null)),
  check (entity_2 <> entity_1)
);

create index tokens_expires_at on tokens (expires_at);

comment on column tokens.code is 'The code without its dash.';
comment on column tokens.wrong_tries is 'Attempts of other parties to pair the token after it was paired.';

-- migrate:down

drop table tokens;
