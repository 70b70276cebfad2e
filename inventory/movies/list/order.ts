import type { Database } from '@matinee/runtime/database';
import type { PendingQuery, Row } from 'postgres';
import type { Sort, SortName } from './parameters.ts';

export type Fragment = PendingQuery<Row[]>;
/** A film's place in an order: its value of each key. */
export type Keys = (string | number)[];

/** A column that movies are sorted by. `value` is kept in cursors; the order's expressions are made of it. */
export type Key = { value: Fragment; type: 'integer' | 'text'; expressions: ((value: Fragment) => Fragment)[]; down: boolean };

const asIs = (value: Fragment) => value;

/** The keys of a sort. The last is always the id, so that no two films have one place; it runs the way the one before it runs. */
export const keysOf = (sql: Database, sort: Sort[]): Key[] => {
  const columns: Record<SortName, Omit<Key, 'down'>> = {
    id: { value: sql`id`, type: 'integer', expressions: [asIs] },
    year: { value: sql`year_key(year)`, type: 'integer', expressions: [asIs] },
    title: { value: sql`title`, type: 'text', expressions: [(title) => sql`title_key(${title})`, asIs] },
  };
  const keys = sort.map(({ by, down }) => ({ ...columns[by], down }));
  if (sort.some(({ by }) => by === 'id')) return keys;
  return [...keys, { ...columns.id, down: keys.at(-1)?.down ?? false }];
};

/** The keys of a search's order: among films that match alike, the shorter title is the closer one. */
export const closenessKeys = (sql: Database): Key[] => [
  { value: sql`char_length(title)`, type: 'integer', expressions: [asIs], down: false },
  { value: sql`id`, type: 'integer', expressions: [asIs], down: false },
];

export const orderBy = (sql: Database, keys: Key[]): Fragment =>
  commaSeparated(
    sql,
    keys.flatMap(({ value, expressions, down }) =>
      expressions.map((expression) => (down ? sql`${expression(value)} desc` : expression(value))),
    ),
  );

export const commaSeparated = (sql: Database, parts: Fragment[]): Fragment => parts.reduce((all, part) => sql`${all}, ${part}`);

/**
 * The stretches that a list has behind a place, in their order, each one a range of an index: first what has the place's values in all
 * keys but the last, then in all but the last two, and so on.
 */
export const stretchesAfter = (sql: Database, keys: Key[], place: Keys): Fragment[] => {
  const steps = keys.flatMap(({ value, type, expressions, down }, index) => {
    const bound = parameter(sql, type, place[index]);
    return expressions.map((expression) => ({ row: expression(value), bound: expression(bound), down }));
  });
  return steps
    .map(({ row, bound, down }, index) =>
      steps
        .slice(0, index)
        .reduceRight(
          (rest, same) => sql`${same.row} = ${same.bound} and ${rest}`,
          sql`${row} ${down ? sql`<` : sql`>`} ${bound}`,
        ),
    )
    .reverse();
};

const parameter = (sql: Database, type: Key['type'], value: string | number | undefined): Fragment =>
  type === 'integer' ? sql`${value ?? null}::integer` : sql`${value ?? null}::text`;
