// Checks the response of a list against a state.
import type { Movie } from '@matinee/contracts/movies';
import type { Answer } from '../support/http.ts';
import { attributesOf, type Format } from './catalogue.ts';
import type { Step } from './checker.ts';
import { isFuzzy, listOf, orderOf } from './lists.ts';
import type { KnownList } from './requests.ts';

export type Page = { movies: Movie[]; next: KnownList | undefined; total: number | undefined };

export const pageOf = ({ query, format }: KnownList, { headers, text }: Answer): Page => {
  const movies: Movie[] = JSON.parse(format === 'json' ? text : `[${text.trimEnd().replaceAll('\n', ',')}]`);
  const path = /<(.*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
  const place = movies.at(-1);
  const total = headers.get('x-total-count');
  return {
    movies,
    next: path && place ? { path, query, format, place } : undefined,
    total: total === null ? undefined : Number(total),
  };
};

export const showsTag =
  (format: Format, tag: string): Step =>
  (state) => {
    const shown = state.tags[format];
    if (shown !== undefined) return shown === tag ? state : undefined;
    if (state.usedTags.has(tag)) return undefined;
    return { ...state, tags: { ...state.tags, [format]: tag }, usedTags: new Set([...state.usedTags, tag]) };
  };

/** One step; a fuzzy search is two: its exact search, which finds nothing, and its fuzzy one. */
export const showsMovies = ({ query, place }: KnownList, { movies, next, total }: Page): Step[] => {
  if (movies.some((movie) => isFuzzy(movie, query))) {
    return [(state) => (listOf(state, query).length === 0 ? state : undefined), areCurrent(movies)];
  }
  const order = orderOf(query);
  const limit = query.limit ?? Number.POSITIVE_INFINITY;
  return [
    (state) => {
      const all = listOf(state, query);
      const rest = all.filter((movie) => place === undefined || order(movie, place) > 0);
      const isRight = Bun.deepEquals(movies, rest.slice(0, limit)) && (next !== undefined) === rest.length > limit;
      return isRight && total === (query.limit === undefined ? undefined : all.length) ? state : undefined;
    },
  ];
};

const areCurrent =
  (movies: Movie[]): Step =>
  (state) =>
    movies.every((movie) => Bun.deepEquals(state.movies.get(movie.id)?.attributes, attributesOf(movie))) ? state : undefined;
