import type { ConsumeMessage } from 'amqplib';
import type { Verdict } from '../queue/consumer.ts';
import { type OrderRow, readOrder } from './message.ts';
import type { Orders } from './queries.ts';

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
    const refused = await insert(orders, rows);
    return read.map((row) => {
      if ('fault' in row) return { dead: row.fault };
      const reason = refused.get(row);
      return reason === undefined ? 'stored' : { dead: reason };
    });
  };

/** Stores what PostgreSQL takes; halves a batch that it refuses until the culprit stands alone. @returns row → why it was refused */
const insert = async (orders: Orders, rows: OrderRow[]): Promise<Map<OrderRow, string>> => {
  if (rows.length === 0) return new Map();
  try {
    const added = await orders.insert(rows);
    // Fewer new rows than messages: redeliveries, or another order under an id that is taken.
    const others = added === rows.length ? [] : await orders.otherBodies(rows);
    return new Map(others.map((row) => [row, 'another order is stored under its message id']));
  } catch (error) {
    if (!isDataFault(error)) throw error;
    const [first] = rows;
    if (first && rows.length === 1) return new Map([[first, `PostgreSQL refuses it: ${(error as Error).message}`]]);
    const middle = rows.length >> 1;
    return new Map([...(await insert(orders, rows.slice(0, middle))), ...(await insert(orders, rows.slice(middle)))]);
  }
};

/** SQLSTATE class 22 (data exception) or 23 (integrity constraint): the row's own fault, whenever it is tried. */
const isDataFault = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^2[23]...$/.test(String(error.code));
