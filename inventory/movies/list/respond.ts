import type { Log } from '@matinee/runtime/log';
import type { Context } from 'elysia';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import { isUnchanged, listEtagOf } from '../conditions.ts';
import type { Movies } from '../queries.ts';
import { encodeCursor } from './cursor.ts';
import type { Bytes, Page, ReadPage, Wanted } from './queries.ts';
import { type ListQuery, readListQuery } from './schema.ts';
import type { Search } from './search.ts';

/** A media type, and the text around and between movies. */
type Format = { type: string; open: string; separator: string; close: string };
const json: Format = { type: 'application/json', open: '[', separator: ',\n', close: ']' };
const ndjson: Format = { type: 'application/x-ndjson', open: '', separator: '\n', close: '\n' };

type CachedPage = { body: Bytes; headers: Context['set']['headers'] };
type Deps = { readPage: ReadPage; search: Search; changes: Movies['changes']; cacheBytes: number; log: Log };
/** @throws Problem 422 for an invalid query, 503 while the database is unavailable */
export type Respond = (request: Request, set: Context['set']) => Promise<Bytes | Response | null>;

/** Responds to requests for lists. @param cacheBytes memory for pages, which are used until any movie changes */
export const createRespond = ({ readPage, search, changes, cacheBytes, log }: Deps): Respond => {
  const cache = new LRUCache<string, CachedPage>({
    maxSize: Math.max(cacheBytes, 1),
    sizeCalculation: ({ body }, key) => body.length + 2 * key.length + 200,
  });
  const inFlight = new Map<string, Promise<CachedPage>>();

  /** Reads a page once for all requests that wait for it. */
  const readOnce = (key: string, read: () => Promise<CachedPage>): Promise<CachedPage> => {
    const reading = inFlight.get(key) ?? read().finally(() => inFlight.delete(key));
    inFlight.set(key, reading);
    return reading;
  };

  /** Reads the page of a query, with the least fuzziness that finds movies. */
  const readMatches = async (query: ListQuery, { separator }: Format, isCounted = false) => {
    for (let least = query.fuzziness; ; least++) {
      const wanted = { ...query, ...(await search(query.q, least)), separator, isCounted };
      const page = await readPage(wanted);
      if (page.json || query.place || !wanted.terms || wanted.fuzziness === 2) return { page, wanted };
    }
  };

  const readCachedPage = async (key: string, query: ListQuery, format: Format, prefersCount: boolean, url: string) => {
    const { page, wanted } = await readMatches(query, format, prefersCount);
    const headers: CachedPage['headers'] = {};
    if (prefersCount) headers['preference-applied'] = 'count=exact';
    if (page.total !== null) headers['x-total-count'] = page.total;
    if (page.next) {
      const parameters = new URLSearchParams(url.slice(url.indexOf('?')));
      parameters.set('after', encodeCursor(query.owner, wanted.fuzziness, page.next));
      headers.link = `</api/movies?${parameters}>; rel="next"`;
    }
    const cachedPage = { body: bytesOf(page, format), headers };
    cache.set(key, cachedPage);
    return cachedPage;
  };

  /** Streams a list. The next page is read while the client takes one; in between, a slow client holds no connection and no cursor. */
  const stream = (first: Page, wanted: Wanted, { open, separator, close }: Format): ReadableStream<Bytes> => {
    let [upcoming, before]: [Promise<Page>, string] = [Promise.resolve(first), open];
    const pull = async (controller: ReadableStreamDefaultController<Bytes>) => {
      const { json: movies, next } = await upcoming;
      if (next) upcoming = readPage({ ...wanted, place: next });
      // The status is sent: only a transfer that breaks off tells the client that movies are missing.
      upcoming.catch((err) => log.error({ err }, 'a list broke off'));
      for (const part of [movies && Buffer.from(before), movies, !next && Buffer.from(close)])
        if (part && part.length > 0) controller.enqueue(part);
      before = separator;
      if (!next) controller.close();
    };
    return new ReadableStream({ pull }, { highWaterMark: 0 });
  };

  return async ({ url, headers }, set) => {
    const format = formatOf(headers.get('accept'));
    const prefersCount = /(?:^|,)\s*count=exact\s*(?:[;,]|$)/i.test(headers.get('prefer') ?? '');
    // Before the movies: a list may be newer than its tag, never the other way round.
    const etag = listEtagOf(await changes(), format === ndjson);
    const key = `${etag}${prefersCount}${url.slice(url.indexOf('?'))}`;
    const known = cache.get(key) ?? readListQuery(url);
    Object.assign(set.headers, { etag, vary: 'Accept, Prefer' });
    if (isUnchanged(headers.get('if-none-match'), etag)) {
      set.status = 304;
      return null;
    }
    set.headers['content-type'] = format.type;
    if ('order' in known && known.limit === undefined) {
      const { page, wanted } = await readMatches(known, format);
      // As a Response: Elysia would end another stream that breaks off as if it were whole.
      return page.next ? new Response(stream(page, wanted, format)) : bytesOf(page, format);
    }
    const page = 'body' in known ? known : await readOnce(key, () => readCachedPage(key, known, format, prefersCount, url));
    Object.assign(set.headers, page.headers);
    return page.body;
  };
};

/** The format that a request accepts; JSON where it accepts neither. */
const formatOf = (accept: string | null): Format => {
  if (accept === null || accept === '*/*') return json;
  return new Negotiator({ headers: { accept } }).mediaType([json.type, ndjson.type]) === ndjson.type ? ndjson : json;
};

/** A whole list. No movies are no lines. */
const bytesOf = ({ json: movies }: Page, { open, close }: Format): Bytes =>
  movies || open ? Buffer.concat([Buffer.from(open), movies ?? new Uint8Array(), Buffer.from(close)]) : new Uint8Array();
