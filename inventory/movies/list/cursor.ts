import { Problem } from '@matinee/runtime/problem';
import type { Key, Keys } from './order.ts';
import type { ListQuery } from './query.ts';

/** Where a page ended: how the search matched (see search.ts), and the last film's place. */
export type Position = { level: number; tier: number; keys: Keys | undefined };

export const start: Position = { level: 0, tier: 0, keys: undefined };

/** What a cursor belongs to: a query without the size of its pages. */
const fingerprint = ({ limit: _limit, after: _after, ...query }: ListQuery): string =>
  Bun.hash(JSON.stringify(query)).toString(36);

/** A position as text for a URL, of no meaning to a client. */
export const encodeCursor = (query: ListQuery, { level, tier, keys }: Position): string =>
  Buffer.from(JSON.stringify([fingerprint(query), level, tier, ...(keys ?? [])])).toString('base64url');

/**
 * The position that a query's `after` stands for; the start when it has none.
 * @param keys what the query's films are sorted by
 * @throws Problem 422 for what is no cursor, or another query's
 */
export const decodeCursor = (query: ListQuery, keys: Key[]): Position => {
  if (query.after === undefined) return start;
  const refuse = (message: string) => new Problem(422, 'Invalid query parameters.', { errors: [{ path: 'after', message }] });
  const parts = parse(query.after);
  if (!parts) throw refuse('is no cursor: take it from the Link of a page');
  const [owner, level, tier, ...place] = parts;
  if (owner !== fingerprint(query)) throw refuse('belongs to another query: only limit may differ');
  const fits = place.length === keys.length && keys.every(({ type }, index) => isOf(type, place[index]));
  if (!isSmall(level) || !isSmall(tier) || (place.length > 0 && !fits))
    throw refuse('is no cursor: take it from the Link of a page');
  return { level, tier, keys: place.length > 0 ? (place as Keys) : undefined };
};

const parse = (text: string): unknown[] | undefined => {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'base64url')));
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const isSmall = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0 && Number(value) < 8;

const isOf = (type: Key['type'], value: unknown): boolean =>
  type === 'integer'
    ? Number.isInteger(value) && Math.abs(Number(value)) <= 2_147_483_647
    : typeof value === 'string' && value.isWellFormed() && !value.includes('\0');
