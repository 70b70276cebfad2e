import fc from 'fast-check';
import { type Format, isKnown } from './catalogue.ts';
import { index, pick } from './choices.ts';
import { pageOf, showsMovies, showsTag } from './list-steps.ts';
import type { Query } from './lists.ts';
import { type Command, http, type Known, type KnownList, type Request, rejected } from './requests.ts';
import { cast, genres, titleParts, words } from './values.ts';

const sorts = [
  'id',
  '-id',
  'year',
  '-year',
  'title',
  '-title',
  'year,title',
  'year,-title',
  '-year,title',
  'title,-year',
  '-title,id',
];
const names = (values: string[]) => fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
const sometimes = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

const filters = {
  title: sometimes(fc.constantFrom(...titleParts)),
  year: sometimes(fc.constantFrom('2000', '1999..2000', '2000..', '..1999')),
  genre: sometimes(names(genres)),
  cast: sometimes(names(cast)),
};
const sort = fc.option(fc.constantFrom(...sorts), { nil: undefined });
const limit = fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined });
const query: fc.Arbitrary<Query> = fc
  .oneof(
    { weight: 3, arbitrary: fc.record({ sort, limit }) },
    { weight: 3, arbitrary: fc.record({ ...filters, sort, limit }) },
    { weight: 1, arbitrary: fc.record({ genre: filters.genre, sort, q: fc.constantFrom(...words) }) },
  )
  .map((given) => JSON.parse(JSON.stringify(given)));

const pathOf = (given: Query): string => {
  const parameters = Object.entries(given).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, String(one)] as [string, string]),
  );
  return `/api/movies?${new URLSearchParams(parameters)}`;
};

const list = (known: Known, wanted: KnownList, ifNoneMatch: string | undefined): Request =>
  http(
    'GET',
    wanted.path,
    {
      headers: {
        Accept: wanted.format === 'json' ? 'application/json' : 'application/x-ndjson',
        'If-None-Match': ifNoneMatch,
        Prefer: wanted.query.limit === undefined ? undefined : 'count=exact',
      },
    },
    (answer) => {
      const tag = answer.headers.get('etag') ?? '';
      const isRight = /^"[^"]+"$/.test(tag) && answer.status === (isKnown(ifNoneMatch, tag) ? 304 : 200);
      if (!isRight) return [[() => undefined]];
      if (answer.status === 304) return [[showsTag(wanted.format, tag)]];
      known.lists.push({ ...wanted, tag });
      const page = pageOf(wanted, answer);
      if (page.next) known.pages.push(page.next);
      // The tag is read before the movies.
      return [[showsTag(wanted.format, tag), ...showsMovies(wanted, page)]];
    },
  );

const format = fc.constantFrom<Format[]>('json', 'json', 'ndjson');

const fresh: fc.Arbitrary<Command> = fc.tuple(query, format, fc.constantFrom(undefined, undefined, undefined, '"none"', '*')).map(
  ([query, format, ifNoneMatch]) =>
    (known) =>
      list(known, { path: pathOf(query), query, format }, ifNoneMatch),
);

/** Repeats a list with If-None-Match. */
const again: fc.Arbitrary<Command> = fc
  .tuple(
    index,
    fc.constantFrom<((tag: string) => string)[]>(
      (tag) => tag,
      (tag) => `W/${tag}`,
      (tag) => `"none", ${tag}`,
    ),
  )
  .map(([at, conditionOn]) => (known) => {
    const wanted = pick(known.lists, at);
    return wanted ? list(known, wanted, conditionOn(wanted.tag ?? '')) : list(known, everything, undefined);
  });
const everything: KnownList = { path: '/api/movies', query: {}, format: 'json' };

/** Follows the `next` link of an earlier page. */
const nextPage: fc.Arbitrary<Command> = index.map((at) => (known) => list(known, pick(known.pages, at) ?? everything, undefined));

const invalid: fc.Arbitrary<Command> = fc
  .constantFrom('limit=0', 'year=2000..1999', 'sort=rating', 'after=x', 'page=2', 'title=%00')
  .map((parameter) => () => http('GET', `/api/movies?${parameter}`, {}, rejected(422)));

export const listCommands: fc.WeightedArbitrary<Command>[] = [
  { weight: 10, arbitrary: fresh },
  { weight: 6, arbitrary: again },
  { weight: 8, arbitrary: nextPage },
  { weight: 1, arbitrary: invalid },
];
