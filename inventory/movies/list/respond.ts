import type { Log } from '@matinee/runtime/log';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import { isUnchanged, listEtagOf } from '../conditions.ts';
import type { Movies } from '../queries.ts';
import { decodeCursor, encodeCursor, orderOf } from './cursor.ts';
import type { ListQueries, Page, Wanted } from './queries.ts';
import { type ListQuery, readListQuery } from './schema.ts';
import { lastLevel, type Search } from './search.ts';

/** A media type, and the text around and between movies. */
type Format = { type: string; open: string; separator: string; close: string };
const json: Format = { type: 'application/json', open: '[', separator: ',\n', close: ']' };
const ndjson: Format = { type: 'application/x-ndjson', open: '', separator: '\n', close: '\n' };

/** The size of a page of a list without a limit. */
const chunkSize = 1000;

type Bytes = Uint8Array<ArrayBuffer>;
type Fields = Record<string, string | number>;
/** A page as it is kept in memory. */
type Answer = { body: Bytes; headers: Fields };
type Set = { status?: number | string; headers: Fields };
type Deps = { queries: ListQueries; search: Search; changes: Movies['changes']; cacheBytes: number; log: Log };

/** Responds to a request for a list. @throws Problem 422 for an invalid query, 503 while the database is unavailable */
export type Respond = (request: Request, set: Set) => Promise<Bytes | Response | null>;

/** @param cacheBytes the memory for recently read pages, which are used until any movie changes */
export const createRespond = ({ queries, search, changes, cacheBytes, log }: Deps): Respond => {
  const sizeCalculation = ({ body }: Answer, key: string) => body.length + 2 * key.length + 200;
  const pages = new LRUCache<string, Answer>({ maxSize: Math.max(cacheBytes, 1), sizeCalculation });
  const inFlight = new Map<string, Promise<Answer>>();

  /** Reads a page once for all requests that wait for it, and keeps it in memory. */
  const readOnce = (key: string, read: () => Promise<Answer>): Promise<Answer> => {
    const reading =
      inFlight.get(key) ??
      read()
        .then((answer) => {
          pages.set(key, answer);
          return answer;
        })
        .finally(() => inFlight.delete(key));
    inFlight.set(key, reading);
    return reading;
  };

  /** Reads the first page that has movies, from the cursor's level of the search on. */
  const readFirst = async (
    query: ListQuery,
    separator: string,
    isCounted = false,
  ): Promise<{ page: Page; wanted: Wanted; level: number }> => {
    const termsOn = search(query.q);
    const order = orderOf(query);
    const from = decodeCursor(query, order);
    const given = { query, order, size: query.limit ?? chunkSize, separator, isCounted };
    for (let level = from.level; ; level++) {
      const terms = await termsOn?.(level);
      const wanted = { ...given, terms, place: level === from.level ? from.place : undefined };
      const page = termsOn && !terms ? nothing : await queries.read(wanted);
      if (page.count > 0 || !termsOn || from.place || level >= lastLevel) return { page, wanted, level };
    }
  };

  const readPage = async (query: ListQuery, format: Format, prefersCount: boolean, url: string): Promise<Answer> => {
    // The number of all movies is known.
    const { page, level } = await readFirst(query, format.separator, prefersCount || !isFiltered(query));
    const parameters = new URL(url).searchParams;
    if (page.next) parameters.set('after', encodeCursor(query, level, page.next));
    return {
      body: bytesOf(format, page),
      headers: {
        ...(prefersCount && { 'preference-applied': 'count=exact' }),
        ...(page.total !== undefined && { 'x-total-count': page.total }),
        ...(page.next && { link: `</api/movies?${parameters}>; rel="next"` }),
      },
    };
  };

  const readAll = async (query: ListQuery, format: Format): Promise<Bytes | Response> => {
    const { page, wanted } = await readFirst(query, format.separator);
    // As a Response: Elysia would end another stream that breaks off as if it were whole.
    return page.next ? new Response(stream(page, wanted, format)) : bytesOf(format, page);
  };

  /**
   * The list from its first page on. While the client takes a page the next one is read, and none further ahead. Between two pages neither
   * a connection nor a cursor is held, so that a client may be slow, and leaves nothing behind when it goes.
   */
  const stream = (first: Page, wanted: Wanted, format: Format): ReadableStream<Uint8Array> => {
    let { open } = format;
    let upcoming: Promise<Page> | undefined = Promise.resolve(first);
    const pull = async (controller: ReadableStreamDefaultController) => {
      if (!upcoming) return controller.close();
      try {
        const page = await upcoming;
        upcoming = page.next && queries.read({ ...wanted, place: page.next });
        // Awaited at the next pull; this avoids an unhandled rejection until then.
        upcoming?.catch(() => {});
        // Joining the parts would copy them.
        for (const part of [page.json && Buffer.from(open), page.json, !upcoming && Buffer.from(format.close)])
          if (part && part.length > 0) controller.enqueue(part);
        open = format.separator;
      } catch (err) {
        // The status is sent: only a transfer that breaks off tells the client that movies are missing.
        log.error({ err }, 'a list broke off');
        controller.error(err);
      }
    };
    return new ReadableStream({ pull }, { highWaterMark: 0 });
  };

  return async ({ url, headers }, set) => {
    const format = formatOf(headers.get('accept'));
    const prefersCount = /(?:^|,)\s*count=exact\s*(?:[;,]|$)/i.test(headers.get('prefer') ?? '');
    // Before the movies: a list may be newer than its tag, never the other way round.
    const etag = listEtagOf(await changes(), format === ndjson);
    const key = `${etag}${prefersCount}${url.slice(url.indexOf('?'))}`;
    const known = pages.get(key);
    const query = known ? undefined : readListQuery(url);
    Object.assign(set.headers, { etag, vary: 'Accept, Prefer' });
    if (isUnchanged(headers.get('if-none-match'), etag)) {
      set.status = 304;
      return null;
    }
    set.headers['content-type'] = format.type;
    if (query && query.limit === undefined) return readAll(query, format);
    const answer = query ? await readOnce(key, () => readPage(query, format, prefersCount, url)) : (known as Answer);
    Object.assign(set.headers, answer.headers);
    return answer.body;
  };
};

/** The format that a request accepts; JSON for one that accepts neither. */
const formatOf = (accept: string | null): Format => {
  if (accept === null || accept === '*/*') return json;
  return new Negotiator({ headers: { accept } }).mediaType([json.type, ndjson.type]) === ndjson.type ? ndjson : json;
};

const isFiltered = ({ title, q, years, genres, cast }: ListQuery): boolean =>
  title !== '' || q !== '' || years !== undefined || genres.length > 0 || cast.length > 0;

const nothing: Page = { json: null, count: 0, next: undefined, total: 0 };

const joined = (before: string, { json }: Page, after: string): Bytes =>
  Buffer.concat([Buffer.from(before), json ?? new Uint8Array(), Buffer.from(after)]);

/** All of a list in a format. No movies are no lines. */
const bytesOf = (format: Format, page: Page): Bytes =>
  format === ndjson && page.count === 0 ? new Uint8Array() : joined(format.open, page, format.close);
