// The query parameters of a list: their schema validates and documents them.
import { Text } from '@matinee/contracts/text';
import { createQueryReader } from '@matinee/runtime/query';
import { FormatRegistry, Type } from '@sinclair/typebox';

const sortNames = ['id', 'year', 'title'] as const;
const name = `-?(${sortNames.join('|')})`;
// A title of 1,000 control characters, each six bytes of JSON, in Base64, and what else a cursor holds.
const longestCursor = 8200;

// Rules that patterns cannot express: a range must not end before it begins, and no name may occur twice.
FormatRegistry.Set('year-range', (text) => yearsOf(text).from <= yearsOf(text).to);
FormatRegistry.Set('sort-order', (text) => new Set(sortOf(text).map(({ by }) => by)).size === sortOf(text).length);

const text = (maxLength: number, description: string, examples: string[] = []) =>
  Type.Optional(
    Text({
      maxLength,
      description,
      examples,
      error: `must be a text without NUL characters, and no longer than ${maxLength} characters`,
    }),
  );
const error = 'must be a text that is not empty, blank or longer than 1000 characters';
const names = (description: string, example: string) =>
  Type.Optional(
    Type.Array(Text({ minLength: 1, maxLength: 1000, pattern: '\\S', error }), { description, examples: [[example]] }),
  );

export const ListParameters = Type.Object({
  title: text(1000, 'A part of the title, in any case. `%` and `_` have no special meaning.', ['new']),
  q: text(
    200,
    'Words of the title or the cast. Exact titles come first, then titles with all the words, then movies with the words in title or cast. ' +
      'Without an exact match, words that differ by one or two letters match as well: `matirx` finds The Matrix.',
    ['godfathr'],
  ),
  year: Type.Optional(
    Type.String({
      format: 'year-range',
      pattern: '^(\\d{4}|\\d{4}\\.\\.(\\d{4})?|\\.\\.\\d{4})$',
      description: 'A year, or a range of years, which may be open at either end.',
      examples: ['1990..1999'],
      error: 'must be a year such as 1994, or a range such as 1990..1999, not one that ends before it begins',
    }),
  ),
  genre: names('A genre, in any case. Repeat it for movies that have all of them.', 'Drama'),
  cast: names('The whole name of an actor, in any case. Repeat it for movies with all of them.', 'Jane Doe'),
  sort: Type.Optional(
    Type.String({
      format: 'sort-order',
      pattern: `^${name}(,${name})*$`,
      description:
        'One or more of `id`, `year`, `title`, each with `-` before it for descending order. Case does not matter to titles, and a movie without a ' +
        'year counts as the latest. The default is `id`, and with `q` the best match first.',
      examples: ['year,-title'],
      error: `must be one or more of ${sortNames.join(', ')}, none of them twice, each with - before it for descending order`,
    }),
  ),
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1000,
      description: 'How many movies a page has.',
      examples: [50],
      error: 'must be an integer from 1 to 1000',
    }),
  ),
  after: text(longestCursor, 'The cursor of a page, taken from `Link`. It is valid for the same query only.'),
});

const read = createQueryReader(ListParameters);

/** The query of a URL. Filters are combined with AND; an empty one filters nothing. @throws Problem 422 that names every invalid parameter */
export const readListQuery = (url: string) => {
  const { title = '', q = '', year, genre: genres = [], cast = [], sort, limit, after } = read(url);
  return {
    title,
    q: q.trim(),
    years: year ? yearsOf(year) : undefined,
    genres,
    cast,
    sort: sort ? sortOf(sort) : [],
    limit,
    after,
  };
};

export type ListQuery = ReturnType<typeof readListQuery>;

/** One year, or a range with either end open: 1994, 1990..1999, 1990.., ..1999. */
const yearsOf = (text: string): { from: number; to: number } => {
  const [from = '', to = from] = text.split('..');
  return { from: Number(from || 1), to: Number(to || 9999) };
};

const sortOf = (text: string) =>
  text.split(',').map((part) => ({ by: part.replace(/^-/, '') as (typeof sortNames)[number], descending: part.startsWith('-') }));
