import type { OrderStatus } from '@matinee/contracts/status';
import { type Database, isTransient, withRetries } from '@matinee/runtime/database';
import type { OrderRow } from './message.ts';

type Stored = Omit<NonNullable<OrderStatus['order']>, 'created_at'> & { created_at: Date; sha256: string };

/** The row of a message id: an order with the hash of its message, the newest reason of a rejection, or nothing. */
export type StatusRow = { id: string; reason: string | null } & (Stored | { created_at: null });

export const createOrders = (sql: Database) => ({
  /** Stores all orders or none. Skips orders whose message id is stored already. @returns the number of new rows */
  insert: async (rows: OrderRow[]): Promise<number> => {
    const column = (name: keyof OrderRow) => rows.map((row) => row[name]);
    const { count } = await sql`
      insert into orders (user_id, number_of_items, total_amount, message_id, body_sha256)
      select user_id, items::integer, amount::numeric, message_id, decode(sha256, 'hex')
      from unnest(${column('userId')}::text[], ${column('items')}::text[], ${column('amount')}::text[], ${column('messageId')}::text[], ${column('bodySha256')}::text[])
        as message (user_id, items, amount, message_id, sha256)
      on conflict (message_id) do nothing`;
    return count;
  },

  /** Stores why messages were rejected, unless the newest reason of a message is the same. */
  reject: async (rejected: { messageId: string; reason: string }[]): Promise<void> => {
    await sql`
      insert into rejections (message_id, reason)
      select distinct message_id, reason
      from unnest(${rejected.map(({ messageId }) => messageId)}::text[], ${rejected.map(({ reason }) => reason)}::text[])
        as rejected (message_id, reason)
      where reason is distinct from
        (select newest.reason from rejections newest where newest.message_id = rejected.message_id order by newest.id desc limit 1)`;
  },

  /** Returns the rows whose message id is stored with another body. */
  otherBodies: async (rows: OrderRow[]): Promise<OrderRow[]> => {
    const named = rows.filter((row) => row.messageId !== null);
    const stored = await sql<{ message_id: string; sha256: string }[]>`
      select message_id, encode(body_sha256, 'hex') as sha256 from orders where message_id = any(${named.map((row) => row.messageId)}::text[])`;
    const hashes = new Map(stored.map((row) => [row.message_id, row.sha256]));
    return named.filter((row) => hashes.get(row.messageId ?? '') !== row.bodySha256);
  },

  statuses: (ids: string[]): Promise<StatusRow[]> =>
    withRetries(
      async () => sql<StatusRow[]>`
        select asked.id, user_id, number_of_items, total_amount, orders.created_at, encode(body_sha256, 'hex') as sha256, reason
        from unnest(${ids}::text[]) as asked (id)
        left join orders on orders.message_id = asked.id
        left join lateral (
          select reason from rejections where orders.id is null and message_id = asked.id order by rejections.id desc limit 1
        ) as newest on true`,
      isTransient,
    ),
});

export type Orders = ReturnType<typeof createOrders>;
