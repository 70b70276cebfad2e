import { createBatches } from '@matinee/runtime/batches';
import { type Database, isPassing, withRetries } from '@matinee/runtime/database';
import type { PendingQuery, Row } from 'postgres';
import type { Gate } from '../../gate.ts';
import type { Order, Place } from './cursor.ts';
import type { ListQuery } from './schema.ts';
import type { Terms } from './search.ts';

type Fragment = PendingQuery<Row[]>;
type Bytes = Uint8Array<ArrayBuffer>;

/** At most `size` movies after a place. `terms`: what `q` stands for. */
export type Wanted = {
  query: ListQuery;
  terms: Terms | undefined;
  order: Order;
  place: Place | undefined;
  size: number;
  separator: string;
};

/** Movies as JSON with the separator between them, their number, and the last one's place if others follow it. */
export type Page = { json: Bytes | null; count: number; next: Place | undefined };

/** The statements of lists, of a fixed set of shapes: each is planned once. Pages of one shape that wait together are one statement. */
export const createListQueries = (sql: Database, { gate, waiting }: { gate: Gate; waiting: number }) => {
  const run = <T>(query: () => Promise<T>) => gate(() => withRetries(query, isPassing));
  const listed = (parts: Fragment[]) => parts.reduce((all, part) => sql`${all}, ${part}`);

  /** Movies with a word that contains the longest word of a title. The empty word stands for titles with a word in pieces. */
  const withTitle = (firstOfWord: Fragment) => sql`movies.id = any(array(
    select hit.id from (
      select word from words where word like '%' || (
        select word from unnest(words_of(asked.title)) as word order by char_length(word) desc limit 1
      ) || '%' union all select ''
    ) as matching, lateral (select id from movie_words where word = matching.word ${firstOfWord}) as hit
  )) and title ilike asked.pattern`;

  /** The condition that a page is read by, through an index. */
  const drivers = {
    none: sql`true`,
    cast: sql`exists (select from movie_cast where name = lower(asked."cast"[1]) and movie_cast.id = movies.id)`,
    title: withTitle(sql``),
    'title by id': withTitle(sql`
      and ((select words_of(asked.title) = array[lower(asked.title)]) and word <> ''
        or exists (select from movies where movies.id = movie_words.id and title ilike asked.pattern))
      and id > coalesce(asked.after_id, 0) order by id limit asked.size + 1`),
    search: sql`search @@ asked.search::tsquery`,
    year: sql`year_key(year) = asked.from_year and year is not null`,
    genre: sql`exists (select from movie_genres where genre = lower(asked.genres[1]) and movie_genres.id = movies.id)`,
    years: sql`year_key(year) between asked.from_year and asked.to_year and year is not null`,
  };

  /** All filters that are asked for. */
  const filters = sql`
    (asked.pattern is null or title ilike asked.pattern)
    and (asked.search is null or search @@ asked.search::tsquery)
    and (asked.from_year is null or year between asked.from_year and asked.to_year)
    and not exists (select from unnest(asked.genres) as wanted
      where not exists (select from movie_genres where genre = lower(wanted) and movie_genres.id = movies.id))
    and not exists (select from unnest(asked."cast") as wanted
      where not exists (select from movie_cast where name = lower(wanted) and movie_cast.id = movies.id))`;

  // Exact titles first, then titles with all words, then movies with the words in title or cast.
  const rank = sql`case when lower(title) = lower(asked.q) then 0 when search @@ asked.title_search::tsquery then 1 else 2 end`;

  /** What each key is in a movie, and in a place. */
  const keys: Record<Order[number]['by'], [movie: Fragment, place: Fragment]> = {
    id: [sql`movies.id`, sql`asked.after_id`],
    year: [sql`year_key(year)`, sql`asked.after_year`],
    title: [sql`title`, sql`asked.after_title`],
    rank: [rank, sql`asked.after_rank`],
    length: [sql`char_length(title)`, sql`asked.after_length`],
  };

  /** The expressions that an order sorts by: those of movies and of a place. */
  const stepsOf = (order: Order) =>
    order.flatMap(({ by, descending }) => {
      const [movie, place] = keys[by];
      const step = { movie, place, descending };
      return by === 'title' ? [{ movie: sql`title_key(title)`, place: sql`title_key(${place})`, descending }, step] : [step];
    });

  const after = (order: Order): Fragment => {
    const steps = stepsOf(order);
    const beyond = ({ descending }: { descending: boolean }) => (descending ? sql`<` : sql`>`);
    const [first] = steps as [(typeof steps)[number]];
    if (steps.every(({ descending }) => descending === first.descending))
      return sql`(${listed(steps.map(({ movie }) => movie))}) ${beyond(first)} (${listed(steps.map(({ place }) => place))})`;
    // The bound of the first key is a range of an index.
    return steps.reduceRight(
      (rest, step) =>
        sql`${step.movie} ${beyond(step)}= ${step.place} and (${step.movie} ${beyond(step)} ${step.place} or ${rest})`,
      sql`false`,
    );
  };

  const asked = (wanted: Wanted[]) => sql`rows from (json_to_recordset(${sql.json(wanted.map(parametersOf))}::json) as (
    title text, pattern text, q text, search text, title_search text, from_year integer, to_year integer, genres text[], "cast" text[],
    size integer, separator text, after_id integer, after_year integer, after_title text, after_rank integer, after_length integer
  )) with ordinality as asked`;

  const matches = (wanted: Wanted): Fragment => {
    const { driver, isAlone } = driverOf(wanted);
    return isAlone ? drivers[driver] : sql`${drivers[driver]} and ${filters}`;
  };

  const readPages = async (wanted: Wanted[]): Promise<Page[]> => {
    const [first] = wanted as [Wanted];
    const { order, place } = first;
    const rows = (await run(async () =>
      sql`
      select page.* from ${asked(wanted)}, lateral (
        select string_agg(json, asked.separator) filter (where number <= asked.size), count(*), max(place) filter (where number = asked.size)
        from (
          select *, row_number() over () as number from (
            select json, json_build_array(${listed(order.map(({ by }) => keys[by][0]))})::text as place from movies
            where ${matches(first)} ${place ? sql`and ${after(order)}` : sql``}
            order by ${listed(stepsOf(order).map(({ movie, descending }) => (descending ? sql`${movie} desc` : movie)))} limit asked.size + 1
          ) as matching
        ) as numbered
      ) as page order by asked.ordinality`.raw(),
    )) as unknown as [json: Bytes | null, count: Bytes, place: Bytes | null][];
    return rows.map(([json, count, place], index) => {
      const [found, size] = [Number(textOf(count)), wanted[index]?.size ?? 0];
      return { json, count: Math.min(found, size), next: found > size && place ? JSON.parse(textOf(place)) : undefined };
    });
  };

  const shapes = new Map<string, (wanted: Wanted) => Promise<Page>>();
  return {
    read: (wanted: Wanted): Promise<Page> => {
      const shape = shapeOf(wanted);
      const read = shapes.get(shape) ?? createBatches(readPages, { atOnce: 2, most: 10, waiting });
      shapes.set(shape, read);
      return read(wanted);
    },
    count: async (wanted: Wanted): Promise<number> => {
      const all = { ...wanted, place: undefined, size: 2_147_483_646 };
      const [row] = await run(
        async () => sql<[{ count: number }]>`
        select count(*)::integer from ${asked([all])}, lateral (select from movies where ${matches(all)}) as matching`,
      );
      return row.count;
    },
  };
};

export type ListQueries = ReturnType<typeof createListQueries>;

/** The filter that has the fewest movies, as a rule, and whether it is the only one. */
const driverOf = ({ query: { title, years, genres, cast }, terms, order: [first] }: Wanted) => {
  // The index of words finds three letters and more.
  const hasWord = /[\p{L}\p{N}]{3}/u.test(title);
  const isYear = years !== undefined && years.from === years.to;
  const given = (
    [
      ['cast', cast.length],
      ['title', Number(hasWord)],
      ['search', Number(terms !== undefined)],
      ['year', Number(isYear)],
      ['genre', genres.length],
      ['years', Number(years !== undefined && !isYear)],
      ['none', Number(title !== '' && !hasWord)],
    ] as const
  ).flatMap(([driver, count]) => Array.from({ length: count }, () => driver));
  const [driver = 'none', ...others] = given;
  const isAlone = others.length === 0 && (driver !== 'none' || title === '');
  const isById = first?.by === 'id' && !first.descending;
  return { driver: driver === 'title' && isAlone && isById ? ('title by id' as const) : driver, isAlone };
};

const shapeOf = (wanted: Wanted): string => {
  const { driver, isAlone } = driverOf(wanted);
  return [driver, isAlone, wanted.place !== undefined, ...wanted.order.map(({ by, descending }) => by + descending)].join();
};

const parametersOf = ({ query: { title, q, years, genres, cast }, terms, order, place, size, separator }: Wanted) => ({
  ...(title !== '' && { title, pattern: `%${title.replace(/[\\%_]/g, '\\$&')}%` }),
  ...(terms && { q, search: terms.anywhere, title_search: terms.inTitle }),
  ...(years && { from_year: years.from, to_year: years.to }),
  ...(genres.length > 0 && { genres }),
  ...(cast.length > 0 && { cast }),
  ...Object.fromEntries(order.map(({ by }, index) => [`after_${by}`, place?.[index]])),
  size,
  separator,
});

const textOf = (bytes: Bytes): string => Buffer.from(bytes).toString();
