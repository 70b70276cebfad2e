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

type Options = { sql: Database; searchSql: Database; gate: Gate; waiting: number };

/**
 * The statements of lists. Common ones have one of a fixed set of shapes, are planned once, and read the pages that wait together. All others
 * are planned for their values, each by itself.
 */
export const createListQueries = ({ sql, searchSql, gate, waiting }: Options) => {
  const run = <T>(query: () => Promise<T>) => gate(() => withRetries(query, isPassing));
  const listed = (parts: Fragment[], separator = sql`, `) => parts.reduce((all, part) => sql`${all}${separator}${part}`);

  /** Movies with a word that contains the longest word of a title. The empty word stands for titles with a word in pieces. */
  const withTitle = (firstOfWord: Fragment) => sql`movies.id = any(array(
    select hit.id from (
      select word from words where word like '%' || (
        select word from unnest(words_of(asked.title)) as word order by char_length(word) desc limit 1
      ) || '%' union all select ''
    ) as matching, lateral (select id from movie_words where word = matching.word ${firstOfWord}) as hit
  )) and title ilike asked.pattern`;
  const firstWithTitle = withTitle(sql`
    and ((select words_of(asked.title) = array[lower(asked.title)]) and word <> ''
      or exists (select from movies where movies.id = movie_words.id and title ilike asked.pattern))
    and id > coalesce(asked.after_id, 0) order by id limit asked.size + 1`);

  /** The filters of a list: the kind of each, and its condition. */
  const filtersOf = ({ query: { title, years, genres, cast }, terms, order: [first] }: Wanted): [kind: string, Fragment][] => {
    const filters: [string, Fragment][] = [];
    for (const at of cast.keys())
      filters.push(['cast', sql`exists (select from movie_cast where name = lower(asked."cast"[${at + 1}]) and id = movies.id)`]);
    for (const at of genres.keys())
      filters.push([
        'genre',
        sql`exists (select from movie_genres where genre = lower(asked.genres[${at + 1}]) and id = movies.id)`,
      ]);
    if (terms) filters.push(['search', sql`search @@ asked.search::tsquery`]);
    if (years && years.from === years.to) filters.push(['year', sql`year_key(year) = asked.from_year and year is not null`]);
    else if (years) filters.push(['years', sql`year_key(year) between asked.from_year and asked.to_year and year is not null`]);
    const isFirst = filters.length === 0 && first?.by === 'id' && !first.descending;
    // The index of words finds three letters and more.
    if (/[\p{L}\p{N}]{3}/u.test(title)) filters.push(isFirst ? ['first title', firstWithTitle] : ['title', withTitle(sql``)]);
    else if (title !== '') filters.push(['part of title', sql`title ilike asked.pattern`]);
    return filters;
  };

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
      const step = { movie, place, descending, beyond: descending ? sql`<` : sql`>` };
      return by === 'title' ? [{ ...step, movie: sql`title_key(title)`, place: sql`title_key(${place})` }, step] : [step];
    });

  const after = (order: Order): Fragment => {
    const steps = stepsOf(order);
    const { descending, beyond } = steps[0] as (typeof steps)[number];
    if (steps.every((step) => step.descending === descending))
      return sql`(${listed(steps.map(({ movie }) => movie))}) ${beyond} (${listed(steps.map(({ place }) => place))})`;
    // The bound of the first key is a range of an index.
    const beyondFrom = (rest: Fragment, { movie, place, beyond }: (typeof steps)[number]) =>
      sql`${movie} ${beyond}= ${place} and (${movie} ${beyond} ${place} or ${rest})`;
    return steps.reduceRight(beyondFrom, sql`false`);
  };

  /** @param asked a row of parameters for each page */
  const readPages = async (pool: Database, asked: Fragment, wanted: Wanted[]): Promise<Page[]> => {
    const [first] = wanted as [Wanted];
    const conditions = [
      sql`true`,
      ...filtersOf(first).map(([, condition]) => condition),
      ...(first.place ? [after(first.order)] : []),
    ];
    const rows = (await run(async () =>
      pool`
      select asked.at, page.* from ${asked}, lateral (
        select string_agg(json, asked.separator) filter (where number <= asked.size), count(*), max(place) filter (where number = asked.size)
        from (
          select *, row_number() over () as number from (
            select json, json_build_array(${listed(first.order.map(({ by }) => keys[by][0]))})::text as place from movies
            where ${listed(conditions, sql` and `)}
            order by ${listed(stepsOf(first.order).map(({ movie, descending }) => (descending ? sql`${movie} desc` : movie)))}
            limit asked.size + 1
          ) as matching
        ) as numbered
      ) as page`.raw(),
    )) as unknown as [at: Bytes, json: Bytes | null, count: Bytes, place: Bytes | null][];
    const pages: Page[] = [];
    for (const [at, json, count, place] of rows) {
      const [index, found] = [Number(textOf(at)), Number(textOf(count))];
      const size = wanted[index]?.size ?? 0;
      pages[index] = { json, count: Math.min(found, size), next: found > size && place ? JSON.parse(textOf(place)) : undefined };
    }
    return pages;
  };

  const askedTogether = (wanted: Wanted[]) => sql`
    json_to_recordset(${sql.json(wanted.map((one, at) => ({ ...parametersOf(one), at })))}::json) as asked(${listed(
      parameters.map(([name, type]) => sql`${sql(name)} ${sql.unsafe(type)}`),
    )})`;
  /** As constants, by which PostgreSQL plans. */
  const askedAlone = (wanted: Wanted) => {
    const values: Record<string, unknown> = { ...parametersOf(wanted), at: 0 };
    const columns = parameters.map(
      ([name, type]) => sql`${(values[name] ?? null) as string}::${sql.unsafe(type)} as ${sql(name)}`,
    );
    return sql`(select ${listed(columns)}) as asked`;
  };

  const shapes = new Map<string, (wanted: Wanted) => Promise<Page>>();
  return {
    read: async (wanted: Wanted): Promise<Page> => {
      const shape = shapeOf(
        filtersOf(wanted).map(([kind]) => kind),
        wanted,
      );
      if (shape === undefined) return (await readPages(searchSql, askedAlone(wanted), [wanted]))[0] as Page;
      const read =
        shapes.get(shape) ??
        createBatches((together: Wanted[]) => readPages(sql, askedTogether(together), together), {
          atOnce: 2,
          most: 10,
          waiting,
        });
      shapes.set(shape, read);
      return read(wanted);
    },
    count: async (wanted: Wanted): Promise<number> => {
      const all = { ...wanted, place: undefined, size: 2_147_483_646 };
      const [row] = await run(
        async () => searchSql<[{ count: number }]>`
        select count(*)::integer from ${askedAlone(all)}, lateral (
          select from movies where ${listed(
            filtersOf(all).map(([, condition]) => condition),
            sql` and `,
          )}
        ) as matching`,
      );
      return row.count;
    },
  };
};

export type ListQueries = ReturnType<typeof createListQueries>;

/** The shape of a common list: all movies, those of one filter by id, or the best matches of a search. */
const shapeOf = (kinds: string[], { order, place }: Wanted): string | undefined => {
  const [kind = 'all', ...others] = kinds;
  const isById = order[0]?.by === 'id' && ['cast', 'genre', 'year', 'first title'].includes(kind);
  if (others.length > 0 || !(kind === 'all' || isById || order[0]?.by === 'rank')) return undefined;
  return [kind, place !== undefined, ...order.map(({ by, descending }) => by + descending)].join();
};

const parameters = Object.entries({
  title: 'text',
  pattern: 'text',
  q: 'text',
  search: 'text',
  title_search: 'text',
  from_year: 'integer',
  to_year: 'integer',
  genres: 'text[]',
  cast: 'text[]',
  size: 'integer',
  separator: 'text',
  at: 'integer',
  after_id: 'integer',
  after_year: 'integer',
  after_title: 'text',
  after_rank: 'integer',
  after_length: 'integer',
});

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
