import type { Database } from '@matinee/runtime/database';
import { type Position, start } from './cursor.ts';
import { filtersOf } from './filters.ts';
import { closenessKeys, commaSeparated, type Fragment, type Key, type Keys, keysOf, orderBy, stretchesAfter } from './order.ts';
import type { ListQuery } from './query.ts';
import { anyOf, type Levels, levelsOf } from './search.ts';

/**
 * Some films of a list: JSON documents, as the bytes that PostgreSQL sent, in pieces with the separator between the films of each; how
 * many films; and where the next one is, if there is one.
 */
export type Page = { films: Uint8Array<ArrayBuffer>[]; count: number; next: Position | undefined };

/**
 * Films that a page is planned for beyond its own. Those that match often stand together, such as those of a genre in its time, and what
 * PostgreSQL expects to find soon on a walk along the ids may come after all others: to that it then prefers an index of what is asked for.
 */
const spare = 200;
/** A genre may be that of a third of the catalogue: where PostgreSQL expects so many times what would be counted, nothing is counted. */
const farBeyond = 10;

export type List = {
  keys: Key[];
  /** At most `size` films from a position on, with `separator` between them. */
  read: (from: Position, size: number, separator: string) => Promise<Page>;
  /** How many films match on a level in all, if that is at most `limit`, and not a genre's of which PostgreSQL expects many more. */
  countUpTo: (limit: number, level: number) => Promise<number | undefined>;
};

/** The list of the films that a query asks for. */
export const openList = async (sql: Database, query: ListQuery): Promise<List> => {
  const byCloseness = query.q !== '' && query.sort.length === 0;
  const keys = byCloseness ? closenessKeys(sql) : keysOf(sql, query.sort);
  const filters = await filtersOf(sql, query);
  const levels: Levels = query.q === '' ? [async () => [sql`true`]] : await levelsOf(sql, query.q);
  const tiersOf = async (level: number) => {
    const tiers = (await levels[level]?.()) ?? [];
    return byCloseness ? tiers : anyOf(sql, tiers);
  };

  const places = commaSeparated(
    sql,
    keys.map(({ value }) => value),
  );

  const readStretch = async (conditions: Fragment[], size: number, separator: string) => {
    const [row] = (await sql`
      select films, count, (select json_build_array(${places})::text from movies where id = last) as last, more
      from (
        select string_agg(film, ${separator}::text) filter (where n <= ${size}::integer) as films,
          least(count(*), ${size}::integer) as count,
          (array_agg(id))[least(count(*), ${size}::integer)] as last,
          count(*) > ${size}::integer as more
        from (
          select film, id, row_number() over () as n
          from (
            select movie_json(movies) as film, id from movies where ${and(sql, conditions)}
            order by ${orderBy(sql, keys)} limit ${size + 1 + spare}::integer
          ) as found
        ) as numbered where n <= ${size + 1}::integer
      ) as page`.raw()) as unknown as [[films: Bytes | null, count: Bytes, last: Bytes | null, more: Bytes]];
    const [films, count, last, more] = row;
    return { films, count: Number(text(count)), last: last && (JSON.parse(text(last)) as Keys), more: text(more) === 't' };
  };

  const readLevel = async ({ level, tier, keys: place }: Position, size: number, separator: string): Promise<Page> => {
    const tiers = await tiersOf(level);
    const films: Bytes[] = [];
    let left = size;
    let position: Position = { level, tier, keys: place };
    for (let at = tier; at < tiers.length; at++) {
      const stretches = at === tier && place ? stretchesAfter(sql, keys, place) : [sql`true`];
      for (const stretch of stretches) {
        const part = await readStretch([...filters, tiers[at] ?? sql`true`, stretch], left, separator);
        if (part.films) films.push(part.films);
        left -= part.count;
        if (part.last) position = { level, tier: at, keys: part.last };
        if (part.more) return { films, count: size - left, next: position };
      }
    }
    return { films, count: size - left, next: undefined };
  };

  return {
    keys,
    read: async (from, size, separator) => {
      for (let level = from.level; ; level++) {
        const page = await readLevel(level === from.level ? from : { ...start, level }, size, separator);
        if (page.count > 0 || from.keys || level + 1 >= levels.length) return page;
      }
    },
    countUpTo: async (limit, level) => {
      const conditions = [...filters, ...anyOf(sql, await tiersOf(level))];
      const matching = sql`select from movies where ${and(sql, conditions)}`;
      if (query.genres.length > 0 && (await expectedOf(sql, matching)) > farBeyond * limit) return undefined;
      const [row] = await sql<[{ count: number }]>`
        select count(*)::integer as count from (${matching} order by id limit ${limit + 1}::integer) as counted`;
      return row.count <= limit ? row.count : undefined;
    },
  };
};

/** How many rows PostgreSQL expects, as far as its statistics say. */
const expectedOf = async (sql: Database, query: Fragment): Promise<number> => {
  const [row] = await sql<[{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }]>`explain (format json) ${query}`;
  return row['QUERY PLAN'][0].Plan['Plan Rows'];
};

type Bytes = Uint8Array<ArrayBuffer>;

const text = (bytes: Bytes): string => Buffer.from(bytes).toString();

const and = (sql: Database, conditions: Fragment[]): Fragment =>
  conditions.reduce((all, condition) => sql`${all} and (${condition})`, sql`true`);
