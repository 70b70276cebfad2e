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
  const cache = new LRUCache<string, CachedPage, () => Promise<CachedPage>>({
    maxSize: Math.max(cacheBytes, 1),
    sizeCalculation: ({ body }, key) => body.length + 2 * key.length + 200,
    // Requests for a page that is being read wait for it, even if it is evicted meanwhile.
    fetchMethod: (_key, _stale, { context: read }) => read(),
    ignoreFetchAbort: true,
  });

  /** Reads the page of a query, with the least fuzziness that finds movies. */
  const readMatches = async (query: ListQuery, { separator }: Format, isCounted = false) => {
    for (let least = query.fuzziness; ; least++) {
      const found = await search(query.q, least);
      const wanted = { ...query, ...found, separator, isCounted };
      const page = await readPage(wanted);
      if (page.json || query.place || !found.terms || found.fuzziness === 2) return { page, wanted };
    }
  };

  const readCachedPage = async (query: ListQuery, format: Format, prefersCount: boolean, url: string): Promise<CachedPage> => {
    const { page, wanted } = await readMatches(query, format, prefersCount);
    const headers: CachedPage['headers'] = {};
    if (prefersCount) headers['preference-applied'] = 'count=exact';
    if (page.total !== null) headers['x-total-count'] = page.total;
    if (page.next) {
      const { searchParams } = new URL(url);
      searchParams.set('after', encodeCursor(query.owner, wanted.fuzziness, page.next));
      headers.link = `</api/movies?${searchParams}>; rel="next"`;
    }
    return { body: bytesOf(page, format), headers };
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
    const query = cache.has(key) ? undefined : readListQuery(url);
    Object.assign(set.headers, { etag, vary: 'Accept, Prefer' });
    if (isUnchanged(headers.get('if-none-match'), etag)) {
      set.status = 304;
      return null;
    }
    set.headers['content-type'] = format.type;
    if (query && query.limit === undefined) {
      const { page, wanted } = await readMatches(query, format);
      // As a Response: Elysia would end another stream that breaks off as if it were whole.
      return page.next ? new Response(stream(page, wanted, format)) : bytesOf(page, format);
    }
    const answer = query
      ? await cache.forceFetch(key, { context: () => readCachedPage(query, format, prefersCount, url) })
      : (cache.get(key) as CachedPage);
    Object.assign(set.headers, answer.headers);
    return answer.body;
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
