import type { Database } from '@matinee/runtime/database';
import type { PendingQuery, Row } from 'postgres';
import type { Sort, SortName } from './parameters.ts';

export type Fragment = PendingQuery<Row[]>;
/** A film's place in an order: its value of each key. */
export type Keys = (string | number)[];

/** One thing that films are sorted by. */
export type Key = { value: Fragment; type: 'integer' | 'text'; down: boolean };

/** The keys of a sort. The last is always the id, so that no two films have one place; it runs the way the one before it runs. */
export const keysOf = (sql: Database, sort: Sort[]): Key[] => {
  const values: Record<SortName, Omit<Key, 'down'>[]> = {
    id: [{ value: sql`id`, type: 'integer' }],
    year: [{ value: sql`year_key(year)`, type: 'integer' }],
    title: [
      { value: sql`title_key(title)`, type: 'text' },
      { value: sql`title`, type: 'text' },
    ],
  };
  const keys = sort.flatMap(({ by, down }) => values[by].map((key) => ({ ...key, down })));
  if (sort.some(({ by }) => by === 'id')) return keys;
  return [...keys, { value: sql`id`, type: 'integer', down: keys.at(-1)?.down ?? false }];
};

/** The keys of a search's order: among films that match alike, the shorter title is the closer one. */
export const closenessKeys = (sql: Database): Key[] => [
  { value: sql`char_length(title)`, type: 'integer', down: false },
  { value: sql`id`, type: 'integer', down: false },
];

export const orderBy = (sql: Database, keys: Key[]): Fragment =>
  commaSeparated(
    sql,
    keys.map(({ value, down }) => (down ? sql`${value} desc` : value)),
  );

export const commaSeparated = (sql: Database, parts: Fragment[]): Fragment => parts.reduce((all, part) => sql`${all}, ${part}`);

/**
 * The stretches that a list has behind a place, in their order, each one a range of an index: first what has the place's values in all
 * keys but the last, then in all but the last two, and so on.
 */
export const stretchesAfter = (sql: Database, keys: Key[], place: Keys): Fragment[] =>
  keys
    .map((key, index) => {
      const operator = key.down ? sql`<` : sql`>`;
      const beyond = sql`${key.value} ${operator} ${parameter(sql, key, place[index])}`;
      return keys
        .slice(0, index)
        .reduceRight((rest, same, at) => sql`${same.value} = ${parameter(sql, same, place[at])} and ${rest}`, beyond);
    })
    .reverse();

const parameter = (sql: Database, { type }: Key, value: string | number | undefined): Fragment =>
  type === 'integer' ? sql`${value ?? null}::integer` : sql`${value ?? null}::text`;
