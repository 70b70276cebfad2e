import type { OrderStatus } from '@matinee/contracts/status';
import { type Database, isTransient, withRetries } from '@matinee/runtime/database';

/** An order as it is stored, and the hash of the message that it came in. */
export type StoredOrder = NonNullable<OrderStatus['order']> & { sha256: string };

type Row = Omit<StoredOrder, 'created_at'> & { message_id: string; created_at: Date };

/** The statements that tell what became of orders. */
export const createStatusQueries = (sql: Database) => ({
  /** The orders that came in messages, by message id. */
  stored: async (ids: string[]): Promise<Map<string, StoredOrder>> => {
    const rows = await withRetries(
      async () => sql<Row[]>`
        select message_id, user_id, number_of_items, total_amount, created_at, encode(body_sha256, 'hex') as sha256
        from orders where message_id = any(${ids}::text[])`,
      isTransient,
    );
    return new Map(
      rows.map(({ message_id, created_at, ...row }) => [message_id, { ...row, created_at: created_at.toISOString() }]),
    );
  },

  /** Why messages were rejected last, by message id; nothing of those that never were. */
  reasons: async (ids: string[]): Promise<Map<string, string>> => {
    const rows = await withRetries(
      async () => sql<{ message_id: string; reason: string }[]>`
        select distinct on (message_id) message_id, reason
        from rejections where message_id = any(${ids}::text[]) order by message_id, id desc`,
      isTransient,
    );
    return new Map(rows.map(({ message_id, reason }) => [message_id, reason]));
  },
});

export type StatusQueries = ReturnType<typeof createStatusQueries>;
