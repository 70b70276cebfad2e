import { createQueryReader } from '@matinee/runtime/query';
import { ListParameters, type Sort, sortOf, yearsOf } from './parameters.ts';

/** What is asked of the list of films. Filters apply together; an attribute without a value filters nothing. */
export type ListQuery = {
  /** A part of the title. */
  title: string;
  /** Words of the title or the cast, possibly misspelt. */
  q: string;
  years: { from: number; to: number } | undefined;
  /** Every one of these, whole and in any case. */
  genres: string[];
  cast: string[];
  sort: Sort[];
  limit: number | undefined;
  after: string | undefined;
};

const read = createQueryReader(ListParameters);

/** @throws Problem 422 that names every invalid parameter */
export const readListQuery = (url: string): ListQuery => {
  const { title = '', q = '', year, genre = [], cast = [], sort, limit, after } = read(url);
  return {
    title,
    q: q.trim(),
    years: year === undefined ? undefined : yearsOf(year),
    genres: genre,
    cast,
    sort: sort === undefined ? [] : sortOf(sort),
    limit,
    after,
  };
};
