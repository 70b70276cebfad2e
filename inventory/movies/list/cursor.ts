import { isText } from '@matinee/contracts/text';
import { Problem } from '@matinee/runtime/problem';
import type { ListQuery } from './schema.ts';

/** The keys of a sort. Searches use `rank` and `length` (of the title): the better match comes first, then the shorter title. */
export type Order = { by: 'id' | 'year' | 'title' | 'rank' | 'length'; descending: boolean }[];

/** A movie's place in an order: its value of each key. */
export type Place = (string | number)[];

/** The order of a query. The last key is always the id, so that no two movies share a place; it has the direction of the key before it. */
export const orderOf = ({ q, sort }: ListQuery): Order => {
  if (q !== '' && sort.length === 0) return (['rank', 'length', 'id'] as const).map((by) => ({ by, descending: false }));
  const id = sort.findIndex(({ by }) => by === 'id');
  return id >= 0 ? sort.slice(0, id + 1) : [...sort, { by: 'id', descending: sort.at(-1)?.descending ?? false }];
};

/** Identifies the query of a cursor. The size of its pages may change. */
const fingerprint = ({ limit: _limit, after: _after, ...query }: ListQuery): string =>
  Bun.hash(JSON.stringify(query)).toString(36);

/** @param level of the search, see search.ts @param place of the last movie before the page @returns text that clients do not interpret */
export const encodeCursor = (query: ListQuery, level: number, place: Place): string =>
  Buffer.from(JSON.stringify([fingerprint(query), level, ...place])).toString('base64url');

/**
 * The level and the place that a query's `after` stands for; those of the start when it has none.
 * @throws Problem 422 for a cursor that is invalid or belongs to another query
 */
export const decodeCursor = (query: ListQuery, order: Order): { level: number; place: Place | undefined } => {
  if (query.after === undefined) return { level: 0, place: undefined };
  const [owner, level, ...place] = parse(query.after);
  if (typeof owner === 'string' && owner !== fingerprint(query)) throw refused('belongs to another query: only limit may differ');
  const fits = place.length === order.length && order.every(({ by }, index) => isValueOf(by, place[index]));
  if (!isInteger(level) || level < 0 || !fits) throw refused('is no cursor: take it from the Link of a page');
  return { level, place: place as Place };
};

const refused = (message: string) => new Problem(422, 'Invalid query parameters.', { errors: [{ path: 'after', message }] });

const parse = (text: string): unknown[] => {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'base64url')));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
};

const isInteger = (value: unknown): value is number => Number.isInteger(value) && Math.abs(Number(value)) <= 2_147_483_647;

const isValueOf = (key: Order[number]['by'], value: unknown): boolean =>
  key === 'title' ? typeof value === 'string' && isText(value) : isInteger(value);
