import { isDataError } from '@matinee/runtime/database';
import type { ConsumeMessage } from 'amqplib';
import type { Verdict } from '../queue/consumer.ts';
import { type OrderRow, readOrder } from './message.ts';
import type { Orders } from './queries.ts';

/** Creates the consumer's handler, which stores messages as orders. It throws only for faults that no single message causes. */
export const createStore =
  (orders: Orders) =>
  async (messages: ConsumeMessage[]): Promise<Verdict[]> => {
    const results = messages.map(({ content, properties }) => readOrder(content, properties.messageId));
    const rows = results.filter((result): result is OrderRow => !('fault' in result));
    const rejected = await insertOrSplit(rows, async (some) => {
      const added = await orders.insert(some);
      // Fewer rows than messages: some are redeliveries, or reuse the id of another order.
      const others = added === some.length ? [] : await orders.otherBodies(some);
      return new Map(others.map((row) => [row, 'another order is stored under its message id']));
    });
    return results.map((result) => {
      const reason = 'fault' in result ? result.fault : rejected.get(result);
      return reason === undefined ? 'stored' : { dead: reason };
    });
  };

/**
 * Inserts rows in one statement. If PostgreSQL rejects their data, halves them until each rejected row is found.
 * @returns the rows that are not stored, with the reasons; `insert` returns the same
 */
export const insertOrSplit = async <Row>(
  rows: Row[],
  insert: (rows: Row[]) => Promise<Map<Row, string>>,
): Promise<Map<Row, string>> => {
  const [first] = rows;
  if (first === undefined) return new Map();
  try {
    return await insert(rows);
  } catch (error) {
    if (!isDataError(error)) throw error;
    if (rows.length === 1) return new Map([[first, `PostgreSQL rejects it: ${(error as Error).message}`]]);
    const middle = rows.length >> 1;
    const lower = await insertOrSplit(rows.slice(0, middle), insert);
    const upper = await insertOrSplit(rows.slice(middle), insert);
    return new Map([...lower, ...upper]);
  }
};
