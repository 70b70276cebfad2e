import { createBatches } from '@matinee/runtime/batches';
import { type Database, isTransient, withRetries } from '@matinee/runtime/database';
import type { PendingQuery, Row } from 'postgres';
import type { ConcurrencyLimit } from '../../concurrency-limit.ts';
import type { Place } from './cursor.ts';
import type { Key, ListQuery } from './schema.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

/** A request for a page, which has 1,000 movies unless there is a limit. `isCounted`: count all movies that match. */
export type Wanted = ListQuery & { terms: string | undefined; separator: string; isCounted: boolean };

/** Movies as JSON with the separator between them, the last one's place if others follow it, and how many match in all. */
export type Page = { json: Bytes | null; next: Place | null; total: number | null };
export type ReadPage = (wanted: Wanted) => Promise<Page>;
type Options = { sql: Database; searchSql: Database; limited: ConcurrencyLimit; maxQueued: number };

/** A condition on movies. Lists with this filter alone are common if they are sorted by `commonBy`. */
type Filter = [condition: string, commonBy?: Key];

/** The values of a request: requests of one shape have the same SQL. */
const columns = `size integer, separator text, title text, q text, terms text, title_terms text, from_year integer, to_year integer,
  genres text[], actors text[], after_id integer, after_year integer, after_title text, after_rank integer, after_length integer`;
const valuesOf = (wanted: Wanted) => {
  const { title, q, terms, years, genres, cast: actors, order, place, separator, limit: size = 1000 } = wanted;
  const after = Object.fromEntries(order.map(({ by }, index) => [`after_${by}`, place?.[index]]));
  const title_terms = terms?.replace(/[^()|&]+/g, '$&:A');
  return { size, separator, title, q, terms, title_terms, from_year: years?.from, to_year: years?.to, genres, actors, ...after };
};

const contains = (value: string) => `strpos(lower(title), lower(${value})) > 0`;

// Movies with a word that contains the longest word of the title. The empty word stands for titles with a word in pieces.
const withTitle = (firstOfWord = '') => `movies.id = any(array(
  select hit.id from (
    select word from words where word like '%' || (
      select word from unnest(words_of(asked.title)) as word order by char_length(word) desc limit 1
    ) || '%' union all select ''
  ) as matching, lateral (select id from movie_words where word = matching.word ${firstOfWord}) as hit
)) and ${contains('asked.title')}`;

const firstWithTitle = withTitle(`
  and ((select words_of(asked.title) = array[lower(asked.title)]) and word <> ''
    or exists (select from movies where movies.id = movie_words.id and ${contains('asked.title')}))
  and id > coalesce(asked.after_id, 0) order by id limit asked.size + 1`);

const filtersOf = ({ title, q, terms, years, genres, cast, order, isCounted }: Wanted): Filter[] => {
  const filters: Filter[] = [];
  for (const at of cast?.keys() ?? [])
    filters.push([`exists (select from movie_cast where name = lower(asked.actors[${at + 1}]) and id = movies.id)`, 'id']);
  for (const at of genres?.keys() ?? [])
    filters.push([`exists (select from movie_genres where genre = lower(asked.genres[${at + 1}]) and id = movies.id)`, 'id']);
  if (terms) filters.push(['search @@ asked.terms::tsquery', 'rank']);
  else if (q) filters.push([contains('asked.q')]);
  if (years && years.from === years.to) filters.push(['year_key(year) = asked.from_year and year is not null', 'id']);
  else if (years) filters.push(['year_key(year) between asked.from_year and asked.to_year and year is not null']);
  const isFirst = filters.length === 0 && !isCounted && order[0]?.by === 'id' && !order[0].descending;
  // The index of words finds three letters and more.
  if (title && /[\p{L}\p{N}]{3}/u.test(title)) filters.push(isFirst ? [firstWithTitle, 'id'] : [withTitle()]);
  else if (title) filters.push([contains('asked.title')]);
  return filters;
};

/** A movie's value of each key. */
const keys: Record<Key, string> = {
  id: 'movies.id',
  year: 'year_key(year)',
  title: 'title',
  // Exact titles first, then titles with all words, then movies with the words in title or cast.
  rank: 'case when lower(title) = lower(asked.q) then 0 when search @@ asked.title_terms::tsquery then 1 else 2 end',
  length: 'char_length(title)',
};

const pageSql = ({ order, limit, place, isCounted }: Wanted, filters: Filter[]): string => {
  const steps = order.flatMap(({ by, descending }) => {
    const sorts = [{ key: keys[by], after: `asked.after_${by}` }];
    // Titles have an index of their beginnings.
    if (by === 'title') sorts.unshift({ key: 'title_key(title)', after: 'title_key(asked.after_title)' });
    return sorts.map((sort) => ({ ...sort, descending, op: descending ? '<' : '>' }));
  });
  const [{ op } = { op: '>' }] = steps;
  // A row comparison is a range of an index, and so is the bound of the first key.
  const after = steps.every((step) => step.op === op)
    ? `(${steps.map(({ key }) => key)}) ${op} (${steps.map(({ after }) => after)})`
    : steps.reduceRight((rest, { key, after, op }) => `${key} ${op}= ${after} and (${key} ${op} ${after} or ${rest})`, 'false');
  const conditions = ['true', ...filters.map(([condition]) => condition)].join(' and ');
  // The number of all movies is known.
  const all = filters.length === 0 && limit ? '(select sum(movies) from movie_counters)' : 'null';
  return `
    select asked.at, string_agg(json, asked.separator) filter (where number <= asked.size), case when count(*) > asked.size
      then max(json_build_array(${order.map(({ by }) => `${by}_key`)})::text) filter (where number = asked.size) end,
      ${filters.length > 0 && isCounted ? `(select count(*) from movies where ${conditions})` : all}
    from (
      select *, row_number() over () as number from (
        select json, ${order.map(({ by }) => `${keys[by]} as ${by}_key`)} from movies
        where ${conditions} ${place ? `and ${after}` : ''}
        order by ${steps.map(({ key, descending }) => (descending ? `${key} desc` : key))} limit asked.size + 1
      ) as matching
    ) as numbered`;
};

/** Reads pages. Common lists are planned once, and those that wait share a statement. Others are planned for their values. */
export const createReadPage = ({ sql, searchSql, limited, maxQueued }: Options): ReadPage => {
  const limits = { maxConcurrent: 3, maxBatchSize: 20, maxQueued };
  const readPages = async (pool: Database, page: string, asked: PendingQuery<Row[]>): Promise<Page[]> => {
    const run = async () => pool`select page.* from ${asked}, lateral (${sql.unsafe(page)}) as page`.raw();
    const rows: unknown = await limited(() => withRetries(run, isTransient));
    const pages: Page[] = [];
    for (const [at, json = null, next, total] of rows as (Bytes | null)[][])
      pages[Number(at)] = { json, next: next ? JSON.parse(String(next)) : null, total: total ? Number(total) : null };
    return pages;
  };

  const readAlone = async (page: string, values: Record<string, unknown>): Promise<Page> => {
    const constants = columns.split(/,\s+/).map((column) => {
      const [name = '', type = ''] = column.split(' ');
      return sql`, ${(values[name] ?? null) as string}::${sql.unsafe(type)} as ${sql.unsafe(name)}`;
    });
    return (await readPages(searchSql, page, sql`(select 0 as at ${constants}) as asked`))[0] as Page;
  };

  const readTogether = (page: string) => (all: object[]) => {
    const rows = sql.json(all.map((values, at) => ({ ...values, at })) as never);
    return readPages(sql, page, sql`json_to_recordset(${rows}::json) as asked(at integer, ${sql.unsafe(columns)})`);
  };

  const batches = new Map<string, (values: object) => Promise<Page>>();
  return (wanted) => {
    const { order, place, limit, isCounted } = wanted;
    const filters = filtersOf(wanted);
    const isCommon = filters.length <= 1 && filters.every(([, by]) => by === order[0]?.by && !isCounted);
    if (!isCommon) return readAlone(pageSql(wanted, filters), valuesOf(wanted));
    const shape = `${filters} ${order.map(({ by, descending }) => by + descending)} ${!place} ${!limit} ${isCounted}`;
    const read = batches.get(shape) ?? createBatches(readTogether(pageSql(wanted, filters)), limits);
    batches.set(shape, read);
    return read(valuesOf(wanted));
  };
};

/** A term of a search, and words of the catalogue that contain it or are spelt similarly. */
type Found = { term: string; isKnown: boolean; similar: string[] };

// A word with a letter too many or two swapped letters shares few trigrams with the intended word.
export const lookup = async (sql: Database, words: string[], fuzziness: number) => sql<Found[]>`
  with terms as (select term, exists (select from words where word = term) as is_known from unnest(${words}::text[]) as term)
  select term, is_known as "isKnown",
    case when is_known then '{}'
      else array(select word from words where word like '%' || term || '%' order by char_length(word) limit 100) end
    || case when is_known and ${fuzziness}::integer < 2 and not (select bool_and(is_known) from terms) then '{}' else
      array(
        select word from words where word % term and char_length(word) between char_length(term) - 2 and char_length(term) + 2
        order by similarity(word, term) desc limit 300
      ) || array(select word from words where word = any(array(
        select unnest(array[overlay(term placing '' from at for 1), overlay(term placing reverse(substr(term, at, 2)) from at for 2)])
        from generate_series(1, char_length(term)) as at where char_length(term) <= 12
      ))) end as similar
  from terms`;
