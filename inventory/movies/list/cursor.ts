import { Text } from '@matinee/contracts/text';
import { Problem } from '@matinee/runtime/problem';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { Order } from './schema.ts';

/** A movie's place in a list: its value of each key of the order. */
export type Place = (string | number)[];

/** @param owner identifies the query @param place of the page's last movie @returns text that clients do not interpret */
export const encodeCursor = (owner: string, fuzziness: number, place: Place): string =>
  Buffer.from(JSON.stringify([owner, fuzziness, ...place])).toString('base64url');

const Integer = Type.Integer({ minimum: -2_147_483_648, maximum: 2_147_483_647 });

/** Without a cursor, the list begins at its start. @throws Problem 422 for an invalid cursor, or another query's */
export const decodeCursor = (text: string | undefined, owner: string, order: Order): { fuzziness: number; place?: Place } => {
  if (text === undefined) return { fuzziness: 0 };
  try {
    const cursor: [owner: string, fuzziness: number, ...Place] = JSON.parse(Buffer.from(text, 'base64url').toString());
    const values = order.map(({ by }) => (by === 'title' ? Text() : Integer));
    Value.Assert(Type.Tuple([Type.Literal(owner), Integer, ...values]), cursor);
    const [, fuzziness, ...place] = cursor;
    return { fuzziness, place };
  } catch {
    const message = 'must be the cursor from the `Link` of a page of the same query, of which only `limit` may change';
    throw new Problem(422, 'Invalid query parameters.', { errors: [{ path: 'after', message }] });
  }
};
