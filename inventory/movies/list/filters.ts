import type { Database } from '@matinee/runtime/database';
import type { Fragment } from './order.ts';
import type { ListQuery } from './query.ts';

/** Beyond so many words that a part of a title may be a part of, the index is of no help: nearly every film has one. */
const mostWords = 1000;

/** What a query's films fulfil, but for its `q`. Each condition is one that an index serves. */
export const filtersOf = async (sql: Database, { title, years, genres, cast }: ListQuery): Promise<Fragment[]> => {
  const filters: Fragment[] = [];
  if (title !== '') filters.push(...(await titleContains(sql, title)));
  if (years) filters.push(yearsBetween(sql, years));
  if (genres.length > 0) filters.push(sql`names_folded(genres) @> names_folded(${genres}::text[])`);
  if (cast.length > 0) filters.push(sql`names_folded("cast") @> names_folded(${cast}::text[])`);
  return filters;
};

/** One year by equality: then the index has its films in the order of their ids. */
const yearsBetween = (sql: Database, { from, to }: { from: number; to: number }): Fragment =>
  from === to
    ? sql`year_key(year) = ${from} and year is not null`
    : sql`year_key(year) between ${from} and ${to} and year is not null`;

/** `title` anywhere in a film's title, in any case; `%` and `_` are what they are. */
export const titleContains = async (sql: Database, title: string): Promise<Fragment[]> => {
  const contains = sql`title ilike ${`%${title.replace(/[\\%_]/g, '\\$&')}%`}`;
  const words = await wordsAround(sql, title);
  // A title with a very long word has the empty word: what is looked for may lie across two pieces of it.
  return words === undefined ? [contains] : [sql`words_of(title) && ${['', ...words]}::text[]`, contains];
};

/** The words that the longest word of a text stands in; undefined when it has none, or they are too many to be of use. */
const wordsAround = async (sql: Database, text: string): Promise<string[] | undefined> => {
  const [found] = await sql<{ words: string[] }[]>`
    select array(select word from words where word like '%' || longest.word || '%' limit ${mostWords + 1}) as words
    from unnest(words_of(${text}::text)) as longest(word) order by char_length(longest.word) desc limit 1`;
  return found && found.words.length <= mostWords ? found.words : undefined;
};
