import { createBatches } from '@matinee/runtime/batches';
import { type Database, isTransient, withRetries } from '@matinee/runtime/database';
import type { PendingQuery, Row } from 'postgres';
import type { ConcurrencyLimit } from '../../concurrency-limit.ts';
import type { Order, Place } from './cursor.ts';
import type { ListQuery } from './schema.ts';
import type { Terms } from './search.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type Options = { sql: Database; searchSql: Database; limited: ConcurrencyLimit; maxQueued: number };

/** A request for `size` movies after a place, with the terms of `q`. `isCounted`: count all that match. */
export type Wanted = {
  query: ListQuery;
  terms: Terms | undefined;
  order: Order;
  place: Place | undefined;
  size: number;
  separator: string;
  isCounted: boolean;
};

/** Movies as JSON with the separator between them, their number, the last one's place if others follow it, and how many match in all. */
export type Page = { json: Bytes | null; count: number; next: Place | undefined; total: number | undefined };

// The values of a request are the columns of `asked`, so that a statement's text depends on the shape of the request alone.
const columns = `title text, pattern text, q text, search text, title_search text, from_year integer, to_year integer, genres text[],
  "cast" text[], size integer, separator text, at integer,
  after_id integer, after_year integer, after_title text, after_rank integer, after_length integer`;

const valuesOf = ({ query: { title, q, years, genres, cast }, terms, order, place, size, separator }: Wanted, at: number) => ({
  ...(title !== '' && { title, pattern: `%${title.replace(/[\\%_]/g, '\\$&')}%` }),
  ...(q !== '' && { q }),
  ...(terms && { search: terms.anywhere, title_search: terms.inTitle }),
  ...(years && { from_year: years.from, to_year: years.to }),
  ...(genres.length > 0 && { genres }),
  ...(cast.length > 0 && { cast }),
  ...Object.fromEntries(order.map(({ by }, index) => [`after_${by}`, place?.[index]])),
  size,
  separator,
  at,
});

// Movies with a word that contains the longest word of the title. The empty word stands for titles with a word in pieces.
const withTitle = (firstOfWord = '') => `movies.id = any(array(
  select hit.id from (
    select word from words where word like '%' || (
      select word from unnest(words_of(asked.title)) as word order by char_length(word) desc limit 1
    ) || '%' union all select ''
  ) as matching, lateral (select id from movie_words where word = matching.word ${firstOfWord}) as hit
)) and title ilike asked.pattern`;

const firstWithTitle = withTitle(`
  and ((select words_of(asked.title) = array[lower(asked.title)]) and word <> ''
    or exists (select from movies where movies.id = movie_words.id and title ilike asked.pattern))
  and id > coalesce(asked.after_id, 0) order by id limit asked.size + 1`);

/** The filters of a list: the kind and the condition of each. */
const filtersOf = ({
  query: { title, q, years, genres, cast },
  terms,
  order: [first],
  isCounted,
}: Wanted): [kind: string, condition: string][] => {
  const filters: [string, string][] = [];
  for (const at of cast.keys())
    filters.push(['cast', `exists (select from movie_cast where name = lower(asked."cast"[${at + 1}]) and id = movies.id)`]);
  for (const at of genres.keys())
    filters.push(['genre', `exists (select from movie_genres where genre = lower(asked.genres[${at + 1}]) and id = movies.id)`]);
  if (terms) filters.push(['search', 'search @@ asked.search::tsquery']);
  else if (q !== '') filters.push(['search without words', 'strpos(lower(title), lower(asked.q)) > 0']);
  if (years && years.from === years.to) filters.push(['year', 'year_key(year) = asked.from_year and year is not null']);
  else if (years) filters.push(['years', 'year_key(year) between asked.from_year and asked.to_year and year is not null']);
  const isFirst = filters.length === 0 && !isCounted && first?.by === 'id' && !first.descending;
  // The index of words finds three letters and more.
  if (/[\p{L}\p{N}]{3}/u.test(title)) filters.push(isFirst ? ['first title', firstWithTitle] : ['title', withTitle()]);
  else if (title !== '') filters.push(['part of title', 'title ilike asked.pattern']);
  return filters;
};

/** The shape of a common list: all movies, those of one filter by id, or the best matches of a search. */
const commonShapeOf = (filters: [kind: string, string][], { order, place, isCounted }: Wanted): string | undefined => {
  const [[kind] = ['all'], ...others] = filters;
  const isById = order[0]?.by === 'id' && ['cast', 'genre', 'year', 'first title'].includes(kind);
  const isRanked = order[0]?.by === 'rank' && kind === 'search';
  if (others.length > 0 || !(kind === 'all' || (!isCounted && (isById || isRanked)))) return undefined;
  return [kind, isCounted, place !== undefined, ...order.map(({ by, descending }) => by + descending)].join();
};

/** The expressions that each key sorts by, of a movie and of a place. A place holds the value of the last one. */
const keys: Record<Order[number]['by'], [movie: string, place: string][]> = {
  id: [['movies.id', 'asked.after_id']],
  year: [['year_key(year)', 'asked.after_year']],
  title: [
    ['title_key(title)', 'title_key(asked.after_title)'],
    ['title', 'asked.after_title'],
  ],
  // Exact titles first, then titles with all words, then movies with the words in title or cast.
  rank: [
    [
      'case when lower(title) = lower(asked.q) then 0 when search @@ asked.title_search::tsquery then 1 else 2 end',
      'asked.after_rank',
    ],
  ],
  length: [['char_length(title)', 'asked.after_length']],
};

/** The SQL of an order: the values of a movie's place, the sort, and the condition that a movie comes after a place. */
const sqlOf = (order: Order) => {
  const steps = order.flatMap(({ by, descending }) =>
    keys[by].map(([movie, place]) => ({ movie, place, descending, beyond: descending ? '<' : '>' })),
  );
  const [movies, places] = [steps.map(({ movie }) => movie), steps.map(({ place }) => place)];
  const isUniform = steps.every(({ descending }) => descending === steps[0]?.descending);
  return {
    values: order.map(({ by }, at) => `${keys[by].at(-1)?.[0]} as key_${at}`).join(),
    orderBy: steps.map(({ movie, descending }) => (descending ? `${movie} desc` : movie)).join(),
    // A row comparison is a range of an index, and so is the bound of the first key.
    after: isUniform
      ? `(${movies}) ${steps[0]?.beyond} (${places})`
      : steps.reduceRight(
          (rest, { movie, place, beyond }) => `${movie} ${beyond}= ${place} and (${movie} ${beyond} ${place} or ${rest})`,
          'false',
        ),
  };
};

/**
 * The statements of lists. Common ones have one of a fixed set of shapes, are planned once, and read the pages that wait together. All others
 * are planned for their values, each by itself.
 */
export const createListQueries = ({ sql, searchSql, limited, maxQueued }: Options) => {
  const run = <T>(query: () => Promise<T>) => limited(() => withRetries(query, isTransient));

  /** @param asked a row of values for each page */
  const readPages = async (pool: Database, asked: PendingQuery<Row[]>, wanted: [Wanted, ...Wanted[]]): Promise<Page[]> => {
    const [first] = wanted;
    const { order } = first;
    const { values, orderBy, after } = sqlOf(order);
    const filters = filtersOf(first).map(([, condition]) => condition);
    const counted =
      filters.length > 0
        ? `count(*)::integer from movies where ${filters.join(' and ')}`
        : 'sum(movies)::integer from movie_counters';
    const rows: unknown = await run(async () =>
      pool`
      select asked.at, page.*, ${sql.unsafe(first.isCounted ? `(select ${counted})` : 'null')} from ${asked}, lateral (
        select string_agg(json, asked.separator) filter (where number <= asked.size), count(*),
          max(json_build_array(${sql.unsafe(order.map((_, at) => `key_${at}`).join())})::text) filter (where number = asked.size)
        from (
          select *, row_number() over () as number from (
            select json, ${sql.unsafe(values)} from movies
            where ${sql.unsafe(['true', ...filters, ...(first.place ? [after] : [])].join(' and '))}
            order by ${sql.unsafe(orderBy)} limit asked.size + 1
          ) as matching
        ) as numbered
      ) as page`.raw(),
    );
    const pages: Page[] = [];
    for (const [at, json, found, place, total] of rows as [
      Bytes,
      json: Bytes | null,
      Bytes,
      place: Bytes | null,
      total: Bytes | null,
    ][]) {
      const size = wanted[numberOf(at)]?.size ?? 0;
      const next = place && numberOf(found) > size ? (JSON.parse(place.toString()) as Place) : undefined;
      pages[numberOf(at)] = { json, count: Math.min(numberOf(found), size), next, total: total ? numberOf(total) : undefined };
    }
    return pages;
  };

  const readTogether = (wanted: Wanted[]) =>
    readPages(
      sql,
      sql`json_to_recordset(${sql.json(wanted.map(valuesOf))}::json) as asked(${sql.unsafe(columns)})`,
      wanted as [Wanted],
    );

  /** The values as constants, so that PostgreSQL plans for them. */
  const constantsOf = (wanted: Wanted) => {
    const values: Record<string, unknown> = valuesOf(wanted, 0);
    const [first, ...others] = columns.split(/,\s+/).map((column) => {
      const [, name = '', type = ''] = /"?(\w+)"? (.+)/.exec(column) ?? [];
      return sql`${(values[name] ?? null) as string}::${sql.unsafe(type)} as ${sql(name)}`;
    });
    return sql`(select ${others.reduce((all, one) => sql`${all}, ${one}`, first ?? sql``)}) as asked`;
  };

  const together = new Map<string, (wanted: Wanted) => Promise<Page>>();
  return {
    read: async (wanted: Wanted): Promise<Page> => {
      const shape = commonShapeOf(filtersOf(wanted), wanted);
      if (shape === undefined) return (await readPages(searchSql, constantsOf(wanted), [wanted]))[0] as Page;
      const read = together.get(shape) ?? createBatches(readTogether, { maxConcurrent: 3, maxBatchSize: 20, maxQueued });
      together.set(shape, read);
      return read(wanted);
    },
  };
};

export type ListQueries = ReturnType<typeof createListQueries>;

const numberOf = (digits: Bytes): number => Number(digits.toString());
