import { integer } from '@matinee/contracts/movies';
import { Text } from '@matinee/contracts/text';
import { createQueryReader } from '@matinee/runtime/query';
import { FormatRegistry, Type } from '@sinclair/typebox';
import { decodeCursor } from './cursor.ts';

// Patterns cannot express that a range does not end before it begins.
FormatRegistry.Set('year-range', (text) => yearsOf(text).from <= yearsOf(text).to);

const text = (maxLength: number, description: string, examples: string[] = []) =>
  Text({ maxLength, description, examples, error: `must be a text of at most ${maxLength} characters without NUL` });
const names = (description: string, example: string) => {
  const error = 'must be a text of 1 to 1000 characters that is not blank';
  return Type.Array(Text({ minLength: 1, maxLength: 1000, pattern: '\\S', error }), { description, examples: [[example]] });
};

const parameters = {
  title: text(1000, 'A part of the title, in any case. `%` and `_` have no special meaning.', ['new']),
  q: text(
    200,
    'Words of the title or the cast. Exact titles come first, then titles with all the words, then movies with the words in title or cast. ' +
      'Without an exact match, words that differ by one or two letters match as well: `matirx` finds The Matrix.',
    ['godfathr'],
  ),
  year: Type.String({
    format: 'year-range',
    pattern: '^(\\d{4}|\\d{4}\\.\\.(\\d{4})?|\\.\\.\\d{4})$',
    description: 'A year, or a range of years, which may be open at either end.',
    examples: ['1990..1999'],
    error: 'must be a year such as 1994, or a range such as 1990..1999, not one that ends before it begins',
  }),
  genre: names('A genre, in any case. Repeat it for movies that have all of them.', 'Drama'),
  cast: names('The whole name of an actor, in any case; `q` finds parts of it. Repeat it for several actors.', 'Jane Doe'),
  sort: Type.String({
    pattern: '^(?!.*(id|year|title).*\\1)-?(id|year|title)(,-?(id|year|title))*$',
    description:
      'One or more of `id`, `year`, `title`, each with `-` before it for descending order. Case does not matter to titles, and a movie without a ' +
      'year counts as the latest. The default is `id`, and with `q` the best match first.',
    examples: ['year,-title'],
    error: 'must be one or more of id, year, title, none of them twice, each with - before it for descending order',
  }),
  limit: integer(1, 1000, 'How many movies a page has.', { examples: [50] }),
  // A title of 1,000 control characters, each six bytes of JSON, in Base64, and what else a cursor holds.
  after: text(8200, 'The cursor of a page, taken from `Link`. It is valid for the same query only.'),
};
export const ListParameters = Type.Partial(Type.Object(parameters));

const paging = 'Use `limit` and the `after` cursor from the `Link` header.';
const read = createQueryReader(ListParameters, { page: paging, offset: paging });

/** The query of a URL. Filters are combined with AND; an empty one filters nothing. @throws Problem 422 that names every invalid parameter */
export const readListQuery = (url: string) => {
  const { title, q, year, genre: genres, cast, sort, limit, after } = read(url);
  const order = orderOf(sort ?? (q?.trim() ? 'rank,length' : 'id'));
  const query = { title, q: q?.trim(), years: year ? yearsOf(year) : undefined, genres, cast, order };
  const owner = Bun.hash(JSON.stringify(query)).toString(36);
  return { ...query, limit, owner, ...decodeCursor(after, owner, order) };
};

export type ListQuery = ReturnType<typeof readListQuery>;

/** One year, or a range with either end open: 1994, 1990..1999, 1990.., ..1999. */
const yearsOf = (text: string): { from: number; to: number } => {
  const [from = '', to = from] = text.split('..');
  return { from: Number(from || 1), to: Number(to || 9999) };
};

/** Sort keys. A search sorts by rank, then by the length of the title. */
export type Key = 'id' | 'year' | 'title' | 'rank' | 'length';
export type Order = { by: Key; descending: boolean }[];

/** The last key is the id, in the direction of the key before it, so that no two movies share a place. */
const orderOf = (sort: string): Order => {
  const order = sort.split(',').map((key) => ({ by: key.replace('-', '') as Key, descending: key.startsWith('-') }));
  const id = order.findIndex(({ by }) => by === 'id');
  return id >= 0 ? order.slice(0, id + 1) : [...order, { by: 'id', descending: order.at(-1)?.descending ?? false }];
};
