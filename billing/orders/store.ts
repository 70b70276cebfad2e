import type { ConsumeMessage } from 'amqplib';
import type { Verdict } from '../queue/consumer.ts';
import { type OrderRow, readOrder } from './message.ts';
import type { Orders } from './queries.ts';
import { insertOrSplit } from './split.ts';

/**
 * Turns messages into rows of `orders`, in one statement where PostgreSQL takes them all.
 * @returns for each message whether it is stored (now, or by an earlier delivery), or why it can never be
 * @throws what is no single message's fault; the same messages may be given again
 */
export const createStore =
  (orders: Orders) =>
  async (messages: ConsumeMessage[]): Promise<Verdict[]> => {
    const read = messages.map(({ content, properties }) => readOrder(content, properties.messageId));
    const rows = read.filter((row): row is OrderRow => !('fault' in row));
    const refused = await insertOrSplit(rows, async (some) => {
      const added = await orders.insert(some);
      // Fewer new rows than messages: redeliveries, or another order under an id that is taken.
      const others = added === some.length ? [] : await orders.otherBodies(some);
      return new Map(others.map((row) => [row, 'another order is stored under its message id']));
    });
    return read.map((row) => {
      if ('fault' in row) return { dead: row.fault };
      const reason = refused.get(row);
      return reason === undefined ? 'stored' : { dead: reason };
    });
  };
