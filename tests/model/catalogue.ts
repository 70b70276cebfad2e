// The model of the catalogue: a state in memory, and its changes by requests and imports.
import type { Movie, MovieChanges, NewMovie } from '@matinee/contracts/movies';

/** Without null and empty lists. */
export type Attributes = Omit<Movie, 'id'>;
export type Row = { id: number; attributes: Attributes; version: number };
export type Format = 'json' | 'ndjson';

export type State = {
  movies: ReadonlyMap<number, Row>;
  /** By running request: the state when it began. */
  begun: ReadonlyMap<object, State>;
  /** The known tags of this state's lists. */
  tags: Partial<Record<Format, string>>;
  /** The tags of all responses. */
  usedTags: ReadonlySet<string>;
  /** The largest id before the current round. */
  lastId: number;
  /** The ids that imports gave in the current round, smallest first. */
  importedIds: readonly number[];
};

/** Undefined members are not compared. */
export type Expected = { status: number; etag?: string; body?: unknown };

/** The expected response in a state and the next state, which is the same object if nothing changes; undefined if impossible. */
export type Transition = (state: State) => readonly [Expected, State] | undefined;

const names = [
  'title',
  'description',
  'year',
  'cast',
  'genres',
  'href',
  'thumbnail',
  'thumbnail_width',
  'thumbnail_height',
] as const satisfies (keyof NewMovie)[];

export const attributesOf = (given: NewMovie): Attributes => {
  const values = names.map((name) => [name, given[name] ?? (name === 'description' ? '' : [])] as const);
  return Object.fromEntries(values.filter(([, value]) => !Array.isArray(value) || value.length > 0)) as Attributes;
};

export const tagOf = ({ version }: Row): string => `"${version}"`;
export const jsonOf = ({ id, attributes }: Row): Movie => ({ id, ...attributes });

/** Whether If-Match, which compares strong tags only, allows a write. */
export const isAllowed = (ifMatch: string | undefined, tags: string[]): boolean =>
  ifMatch === undefined || ifMatch === '*' || ifMatch.split(', ').some((one) => tags.includes(one));

/** Whether If-None-Match has the tag, also as a weak one. */
export const isKnown = (ifNoneMatch: string | undefined, tag: string): boolean =>
  ifNoneMatch === '*' || (ifNoneMatch?.split(', ').some((one) => one.replace('W/', '') === tag) ?? false);

/** The state with these rows and without the removed ids. */
const changed = (state: State, rows: Row[], removed: Iterable<number> = []): State => {
  const movies = new Map(state.movies);
  for (const id of removed) movies.delete(id);
  for (const row of rows) movies.set(row.id, row);
  return { ...state, movies, tags: {} };
};

const withAttributes = (row: Row, attributes: Attributes): Row =>
  Bun.deepEquals(row.attributes, attributes) ? row : { ...row, attributes, version: row.version + 1 };

/** @param id of the response */
export const add =
  (movie: NewMovie, id: number): Transition =>
  (state) => {
    if (id <= state.lastId || state.movies.has(id)) return undefined;
    const row = { id, attributes: attributesOf(movie), version: 1 };
    return [{ status: 201, etag: tagOf(row), body: jsonOf(row) }, changed(state, [row])];
  };

export const read =
  (id: number, ifNoneMatch: string | undefined): Transition =>
  (state) => {
    const row = state.movies.get(id);
    if (!row) return [{ status: 404 }, state];
    const etag = tagOf(row);
    return [isKnown(ifNoneMatch, etag) ? { status: 304, etag } : { status: 200, etag, body: jsonOf(row) }, state];
  };

export const change =
  (id: number, changes: MovieChanges, ifMatch: string | undefined): Transition =>
  (state) => {
    const row = state.movies.get(id);
    if (!row) return [{ status: 404 }, state];
    if (!isAllowed(ifMatch, [tagOf(row)])) return [{ status: 412 }, state];
    const next = withAttributes(row, attributesOf({ ...row.attributes, ...changes }));
    return [{ status: 200, etag: tagOf(next), body: jsonOf(next) }, next === row ? state : changed(state, [next])];
  };

export const remove =
  (id: number, ifMatch: string | undefined): Transition =>
  (state) => {
    const row = state.movies.get(id);
    if (!row) return [{ status: 404 }, state];
    if (!isAllowed(ifMatch, [tagOf(row)])) return [{ status: 412 }, state];
    return [{ status: 200, body: { deleted: 1 } }, changed(state, [], [id])];
  };

export const removeAll =
  (ifMatch: string | undefined): Transition =>
  (state) => {
    if (!isAllowed(ifMatch, Object.values(state.tags))) return [{ status: 412 }, state];
    const ids = [...state.movies.keys()];
    return [{ status: 200, body: { deleted: ids.length } }, ids.length === 0 ? state : changed(state, [], ids)];
  };

/** An import. It compares with the movies at its beginning; the response body is its totals. */
export const importAll =
  (given: NewMovie[]) =>
  (begin: State): Transition =>
  (state) => {
    const rows = [...begin.movies.values()].sort((a, b) => a.id - b.id);
    const ids = [...state.importedIds];
    const totals = { read: given.length, added: 0, changed: 0, unchanged: 0, rejected: 0 };
    const written: Row[] = [];
    for (const attributes of given.map(attributesOf)) {
      const at = rows.findIndex((row) => isSameMovie(row, attributes));
      const [row] = at === -1 ? [] : rows.splice(at, 1);
      if (row && Bun.deepEquals(row.attributes, attributes)) {
        totals.unchanged += 1;
        continue;
      }
      const current = row && state.movies.get(row.id);
      if (current && isSameMovie(current, attributes)) {
        totals.changed += 1;
        const corrected = withAttributes(current, attributes);
        if (corrected !== current) written.push(corrected);
        continue;
      }
      // Also a known movie that was deleted or renamed since the beginning.
      totals.added += 1;
      const id = ids.shift();
      if (id === undefined) return undefined;
      written.push({ id, attributes, version: 1 });
    }
    return [{ status: 200, body: totals }, written.length === 0 ? state : { ...changed(state, written), importedIds: ids }];
  };

const isSameMovie = (row: Row, { title, year, href }: Attributes): boolean =>
  Bun.deepEquals([row.attributes.title, row.attributes.year, row.attributes.href], [title, year, href]);
