import type { Database } from '@matinee/runtime/database';
import type { OrderRow } from './message.ts';

/** The statements that store orders and rejections. */
export const createOrders = (sql: Database) => ({
  /**
   * Stores orders in one statement, all or none; an order whose message id is stored already is left out.
   * @returns how many rows are new
   */
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

  /** Stores why messages were rejected; a message that is rejected again for the same reason adds no row. */
  reject: async (rejected: { messageId: string; reason: string }[]): Promise<void> => {
    await sql`
      insert into rejections (message_id, reason)
      select distinct message_id, reason
      from unnest(${rejected.map(({ messageId }) => messageId)}::text[], ${rejected.map(({ reason }) => reason)}::text[])
        as rejected (message_id, reason)
      where reason is distinct from
        (select newest.reason from rejections newest where newest.message_id = rejected.message_id order by newest.id desc limit 1)`;
  },

  /** Those of the rows under whose message id another body is stored. */
  otherBodies: async (rows: OrderRow[]): Promise<OrderRow[]> => {
    const named = rows.filter((row) => row.messageId !== null);
    const stored = await sql<{ message_id: string; sha256: string }[]>`
      select message_id, encode(body_sha256, 'hex') as sha256 from orders where message_id = any(${named.map((row) => row.messageId)}::text[])`;
    const hashes = new Map(stored.map((row) => [row.message_id, row.sha256]));
    return named.filter((row) => hashes.get(row.messageId ?? '') !== row.bodySha256);
  },
});

export type Orders = ReturnType<typeof createOrders>;
