-- migrate:up

create table orders (
  id bigint generated always as identity primary key,
  user_id text not null check (char_length(user_id) between 1 and 64),
  number_of_items integer not null check (number_of_items between 1 and 1000000),
  total_amount numeric(14, 2) not null check (total_amount between 0 and 9999999999.99),
  message_id text unique,
  body_sha256 bytea not null,
  created_at timestamptz not null default now()
);

comment on column orders.message_id is 'The id of the order''s message, so that a redelivery stores nothing. Null if the publisher gave none.';
comment on column orders.body_sha256 is 'The hash of the message, which distinguishes a redelivery from another order with the same id.';

-- migrate:down

drop table orders;
