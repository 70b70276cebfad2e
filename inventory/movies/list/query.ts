import { isText } from '@matinee/contracts/text';
import { type Fault, Problem } from '@matinee/runtime/problem';

/** What a list can be sorted by. */
export const sortNames = ['id', 'year', 'title'] as const;
export type SortName = (typeof sortNames)[number];
export type Sort = { by: SortName; down: boolean };

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

const largestLimit = 1000;
const longest = 1000;

// Each parameter's reader throws a string that says what is wrong.
const readers = {
  title: one((text) => text),
  q: one((text) => (text.length <= 200 ? text : fault('is longer than 200 characters'))),
  years: one(readYears),
  genres: (given: string[]) => given.map(checked),
  cast: (given: string[]) => given.map(checked),
  sort: one(readSort),
  limit: one((text) =>
    /^[1-9]\d{0,3}$/.test(text) && Number(text) <= largestLimit
      ? Number(text)
      : fault(`must be an integer from 1 to ${largestLimit}`),
  ),
  after: one((text) => text),
};

const names: Record<string, keyof typeof readers> = {
  title: 'title',
  q: 'q',
  year: 'years',
  genre: 'genres',
  cast: 'cast',
  sort: 'sort',
  limit: 'limit',
  after: 'after',
};

/**
 * The query of the list.
 * @throws Problem 422 that names every parameter that makes no sense
 */
export const readListQuery = (given: URLSearchParams): ListQuery => {
  const faults: Fault[] = [];
  for (const name of new Set(given.keys())) {
    if (!Object.hasOwn(names, name)) {
      faults.push({ path: name, message: `is no parameter of this list; it takes ${Object.keys(names).join(', ')}` });
    }
  }
  const read = <T>(name: string, reader: (given: string[]) => T): T | undefined => {
    try {
      return reader(given.getAll(name));
    } catch (message) {
      if (typeof message !== 'string') throw message;
      faults.push({ path: name, message });
      return undefined;
    }
  };
  const query = {
    title: read('title', readers.title) ?? '',
    q: read('q', readers.q)?.trim() ?? '',
    years: read('year', readers.years),
    genres: read('genre', readers.genres) ?? [],
    cast: read('cast', readers.cast) ?? [],
    sort: read('sort', readers.sort) ?? [],
    limit: read('limit', readers.limit),
    after: read('after', readers.after),
  };
  if (faults.length > 0) throw new Problem(422, 'The query makes no sense to this list.', { errors: faults });
  return query;
};

function fault(message: string): never {
  throw message;
}

function one<T>(read: (text: string) => T): (given: string[]) => T | undefined {
  return ([text, ...more]) => {
    if (text === undefined) return undefined;
    if (more.length > 0) fault('is given more than once');
    if (!isText(text)) fault('contains a NUL character, or half of a surrogate pair');
    if (text.length > longest) fault(`is longer than ${longest} characters`);
    return read(text);
  };
}

function checked(name: string): string {
  if (name.trim() === '') fault('is empty');
  return one((text) => text)([name]) ?? '';
}

/** One year, or a range with either end open: 1994, 1990..1999, 1990.., ..1999. */
function readYears(text: string): { from: number; to: number } {
  const [, from = '', dots, to = ''] = /^(\d{4})?(\.\.)?(\d{4})?$/.exec(text) ?? [];
  if (!from && !to) fault('must be a year such as 1994, or a range such as 1990..1999');
  const years = { from: Number(from || 1), to: Number(to || (dots ? 9999 : from)) };
  if (from && to && !dots) fault('must be a year such as 1994, or a range such as 1990..1999');
  if (years.from > years.to) fault('is a range that ends before it begins');
  return years;
}

function readSort(text: string): Sort[] {
  const sort = text.split(',').map((part) => ({ by: part.replace(/^-/, '') as SortName, down: part.startsWith('-') }));
  const wanted = sort.map(({ by }) => by);
  if (wanted.some((by) => !sortNames.includes(by))) {
    fault(`must be one or more of ${sortNames.join(', ')}, each with - before it for descending order`);
  }
  if (new Set(wanted).size < wanted.length) fault('names something twice');
  return sort;
}
