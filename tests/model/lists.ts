// Filters and sorts the movies of a state.
import type { Movie } from '@matinee/contracts/movies';
import { jsonOf, type State } from './catalogue.ts';

export type Query = {
  title?: string;
  year?: string;
  genre?: string[];
  cast?: string[];
  q?: string;
  sort?: string;
  limit?: number;
};

/** Ignores `limit`. */
export const listOf = ({ movies }: State, query: Query): Movie[] =>
  [...movies.values()]
    .map(jsonOf)
    .filter((movie) => matches(movie, query))
    .sort(orderOf(query));

/** Whether a search can find this movie only by similarity. */
export const isFuzzy = (movie: Movie, { q }: Query): boolean => q !== undefined && rankOf(movie, q) === unranked;

const lower = (text: string) => text.toLowerCase();
const hasAll = (names: string[] = [], wanted: string[] = []) =>
  wanted.every((one) => names.some((name) => lower(name) === lower(one)));

const matches = (movie: Movie, { title = '', year, genre, cast, q }: Query): boolean =>
  lower(movie.title).includes(lower(title)) &&
  (year === undefined || isIn(year, movie.year)) &&
  hasAll(movie.genres, genre) &&
  hasAll(movie.cast, cast) &&
  (q === undefined || rankOf(movie, q) < unranked);

const isIn = (range: string, year: number | undefined): boolean => {
  const [from, to = from] = range.split('..');
  return year !== undefined && year >= Number(from || 0) && year <= Number(to || 9999);
};

const unranked = 3;

/** 0: the title is equal; 1: the title has all words; 2: title and cast have all words; else 3. */
const rankOf = ({ title, cast = [] }: Movie, q: string): number => {
  const hasWords = (text: string) => wordsOf(q).every((word) => wordsOf(text).includes(word));
  if (lower(title) === lower(q)) return 0;
  if (hasWords(title)) return 1;
  return hasWords([title, ...cast].join(' ')) ? 2 : unranked;
};

const wordsOf = (text: string): string[] => lower(text).match(/[\p{L}\p{N}]+/gu) ?? [];

type Order = (a: Movie, b: Movie) => number;

const byId: Order = (a, b) => a.id - b.id;
const latest = 2201;
const byYear: Order = (a, b) => (a.year ?? latest) - (b.year ?? latest);
// As the collation of the database (scripts/services.sh).
const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const titleKey = ({ title }: Movie) => lower([...title].slice(0, 256).join(''));
const byTitleKey: Order = (a, b) => byBytes(titleKey(a), titleKey(b));
const byTitle: Order = (a, b) => byBytes(a.title, b.title);
const byLength: Order = (a, b) => [...a.title].length - [...b.title].length;
const keys: Record<string, Order[]> = { id: [byId], year: [byYear], title: [byTitleKey, byTitle] };

/** The sort keys of a query. No two movies are equal in all. */
const keysOf = ({ q, sort }: Query): Order[] => {
  if (q !== undefined && sort === undefined) return [(a, b) => rankOf(a, q) - rankOf(b, q), byLength, byId];
  const names = (sort ?? 'id').split(',');
  return [...names, names.at(-1)?.startsWith('-') ? '-id' : 'id'].flatMap((name) =>
    (keys[name.replace('-', '')] ?? []).map((key): Order => (name.startsWith('-') ? (a, b) => key(b, a) : key)),
  );
};

export const orderOf = (query: Query): Order => {
  const keys = keysOf(query);
  return (a, b) => keys.reduce((result, key) => result || key(a, b), 0);
};
