import type { OrderStatus } from '@matinee/contracts/status';
import { type Database, isPassing, withRetries } from '@matinee/runtime/database';
import type { OrderRow } from './message.ts';

/** An order as it is stored, and the hash of the message that it came in. */
export type StoredOrder = NonNullable<OrderStatus['order']> & { sha256: string };

/** Billing's statements. */
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

  /** The order that came in a message, with the hash of its body. */
  find: async (messageId: string): Promise<StoredOrder | undefined> => {
    const [row] = await withRetries(
      async () => sql<(Omit<StoredOrder, 'created_at'> & { created_at: Date })[]>`
        select user_id, number_of_items, total_amount, created_at, encode(body_sha256, 'hex') as sha256
        from orders where message_id = ${messageId}`,
      isPassing,
    );
    return row && { ...row, created_at: row.created_at.toISOString() };
  },

  /** Keeps why messages were put aside. */
  reject: async (messages: { messageId: string; reason: string }[]): Promise<void> => {
    await sql`
      insert into rejections (message_id, reason)
      select * from unnest(${messages.map(({ messageId }) => messageId)}::text[], ${messages.map(({ reason }) => reason)}::text[])`;
  },

  /** Why the message was put aside last; undefined when it never was. */
  rejection: async (messageId: string): Promise<string | undefined> => {
    const [row] = await withRetries(
      async () =>
        sql<{ reason: string }[]>`select reason from rejections where message_id = ${messageId} order by id desc limit 1`,
      isPassing,
    );
    return row?.reason;
  },

  /** The message ids among these rows under which another body is stored. */
  otherBodies: async (rows: OrderRow[]): Promise<OrderRow[]> => {
    const named = rows.filter((row) => row.messageId !== null);
    const stored = await sql<{ message_id: string; sha256: string }[]>`
      select message_id, encode(body_sha256, 'hex') as sha256 from orders where message_id = any(${named.map((row) => row.messageId)}::text[])`;
    const hashes = new Map(stored.map((row) => [row.message_id, row.sha256]));
    return named.filter((row) => hashes.get(row.messageId ?? '') !== row.bodySha256);
  },
});

export type Orders = ReturnType<typeof createOrders>;
