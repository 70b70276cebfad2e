import { Text } from '@matinee/contracts/text';
import { Problem } from '@matinee/runtime/problem';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { ListQuery } from './schema.ts';

/** A movie's place in a list: its value of each key of the order. */
export type Place = (string | number)[];

/** Identifies the query of a cursor. The size of its pages may change. */
const fingerprint = (query: ListQuery): string =>
  Bun.hash(JSON.stringify({ ...query, limit: undefined, after: undefined })).toString(36);

/** @param place of the page's last movie @returns text that clients do not interpret */
export const encodeCursor = (query: ListQuery, fuzziness: number, place: Place): string =>
  Buffer.from(JSON.stringify([fingerprint(query), fuzziness, ...place])).toString('base64url');

// As in PostgreSQL.
const Integer = Type.Integer({ minimum: -2_147_483_648, maximum: 2_147_483_647 });

/** Reads a query's cursor. Without one, the list begins at its start. @throws Problem 422 */
export const decodeCursor = (query: ListQuery): { fuzziness: number; place: Place | undefined } => {
  if (query.after === undefined) return { fuzziness: 0, place: undefined };
  try {
    const cursor: [owner: string, fuzziness: number, ...Place] = JSON.parse(Buffer.from(query.after, 'base64url').toString());
    const values = query.order.map(({ by }) => (by === 'title' ? Text() : Integer));
    Value.Assert(Type.Tuple([Type.Literal(fingerprint(query)), Integer, ...values]), cursor);
    const [, fuzziness, ...place] = cursor;
    return { fuzziness, place };
  } catch {
    const message = 'must be the cursor from the `Link` of a page of the same query, of which only `limit` may change';
    throw new Problem(422, 'Invalid query parameters.', { errors: [{ path: 'after', message }] });
  }
};
