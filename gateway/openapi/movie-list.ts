const parameter = (name: string, description: string, schema: object, example: unknown) => ({
  name,
  in: 'query',
  required: false,
  description,
  schema,
  example,
});
const text = (maxLength: number) => ({ type: 'string', maxLength });
const texts = { type: 'array', items: text(1000) };

/** What the list of films can be asked for. */
export const listParameters = [
  parameter('title', 'A part of the title, in any case. `%` and `_` stand for themselves.', text(1000), 'new'),
  parameter(
    'q',
    'Words of the title or the cast. An exact title comes first, then titles with all the words, then films with the words in title or ' +
      'cast. Only where no film is spelt so, words that differ by a letter or two are taken as well: `matirx` finds The Matrix.',
    text(200),
    'godfathr',
  ),
  parameter(
    'year',
    'A year, or a range of years with either end open.',
    { type: 'string', pattern: '^(\\d{4}|\\d{4}\\.\\.(\\d{4})?|\\.\\.\\d{4})$' },
    '1990..1999',
  ),
  parameter('genre', 'A genre, in any case. Repeated: films that have all of them.', texts, ['Drama']),
  parameter('cast', 'Somebody who plays in it, by the whole name in any case. Repeated: films with all of them.', texts, [
    'Jane Doe',
  ]),
  parameter(
    'sort',
    'What to sort by: one or more of `id`, `year`, `title`, each with `-` before it for descending order. Titles regardless of case; a film ' +
      'without a year is the latest. By default by id, and with `q` by how well films match.',
    { type: 'string', pattern: '^-?(id|year|title)(,-?(id|year|title))*$' },
    'year,-title',
  ),
  parameter('limit', 'How many films a page has.', { type: 'integer', minimum: 1, maximum: 1000 }, 50),
  parameter(
    'after',
    'Where a page begins: taken from `Link`, of no meaning by itself, and of use to the same query only.',
    text(10_000),
    undefined,
  ),
  {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description: 'Answer only if a film has changed since the list with this `ETag`.',
    schema: { type: 'string' },
  },
].map(({ example, ...rest }: { example?: unknown } & Record<string, unknown>) =>
  example === undefined ? rest : { ...rest, example },
);

/** What a list says of itself. */
export const listHeaders = {
  ETag: { description: 'Changes with every change of a film.', schema: { type: 'string' as const } },
  Vary: { description: '`Accept`.', schema: { type: 'string' as const } },
  'X-Total-Count': {
    description:
      'With `limit`: how many films the query has in all. Left out when a filter leaves more than 1,000, or is expected to leave far more.',
    schema: { type: 'string' as const },
  },
  Link: { description: 'With `limit`: `<…>; rel="next"`, where the next page is.', schema: { type: 'string' as const } },
};
