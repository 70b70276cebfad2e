import { type Database, isPassing, withRetries } from '@matinee/runtime/database';
import type { Log } from '@matinee/runtime/log';
import Negotiator from 'negotiator';
import type { Gate } from '../../gate.ts';
import { isUnchanged, listEtagOf } from '../conditions.ts';
import type { Movies } from '../queries.ts';
import { decodeCursor, encodeCursor, type Position } from './cursor.ts';
import { type List, openList, type Page } from './pages.ts';
import { type ListQuery, readListQuery } from './query.ts';

/** How films follow each other in a media type. */
type Format = { type: string; open: string; separator: string; close: string };
const json: Format = { type: 'application/json', open: '[', separator: ',\n', close: ']' };
const ndjson: Format = { type: 'application/x-ndjson', open: '', separator: '\n', close: '\n' };

/** Films that are read at once for a list without a limit. Where it has conditions, a seventh of the time of half as many is the statement's planning. */
const chunk = 1000;
/** Films that are counted at most for a page's X-Total-Count. */
const mostCounted = 1000;

type Deps = { listSql: Database; searchSql: Database; gate: Gate; state: Movies['state']; log: Log };

/** Answers a request for the list of films. @throws Problem 422 for a query that makes no sense, 503 when the database is away */
export type AnswerList = (request: Request) => Promise<Response>;

/** The pools are those of connectCatalogue. */
export const createAnswerList = ({ listSql, searchSql, gate, state, log }: Deps): AnswerList => {
  const read = <T>(query: () => Promise<T>) => gate(() => withRetries(query, isPassing));

  return async (request) => {
    const query = readListQuery(request.url);
    const format = formatOf(request);
    // Before the films: one that is added in between is in a list whose tag is an old one, never the other way round.
    const { films, changes } = await state();
    const etag = listEtagOf(changes, format === ndjson);
    if (isUnchanged(request.headers.get('if-none-match'), etag)) {
      return new Response(null, { status: 304, headers: { etag, vary: 'Accept' } });
    }

    const list = await read(() => openList(isPlain(query) ? listSql : searchSql, query));
    const from = decodeCursor(query, list.keys);
    const next = (position: Position, size: number) => read(() => list.read(position, size, format.separator));
    const page = await next(from, query.limit ?? chunk);
    const headers = new Headers({ 'content-type': format.type, etag, vary: 'Accept' });
    if (query.limit !== undefined) {
      const total = isFiltered(query) ? await read(() => countedOf(list, from, page)) : films;
      if (total !== undefined) headers.set('x-total-count', String(total));
      if (page.next) headers.set('link', `<${nextUrl(request.url, query, page.next)}>; rel="next"`);
    } else if (page.next) {
      return new Response(
        stream(page, (position) => next(position, chunk), format, log),
        { headers },
      );
    }
    const isEmpty = page.count === 0 && format === ndjson;
    return new Response(isEmpty ? '' : bytesOf(format.open, page, format.separator, format.close), { headers });
  };
};

/** The format that a request accepts; JSON for one that accepts neither. */
const formatOf = (request: Request): Format => {
  const negotiator = new Negotiator({ headers: { accept: request.headers.get('accept') ?? '*/*' } });
  return negotiator.mediaType([json.type, ndjson.type]) === ndjson.type ? ndjson : json;
};

const isFiltered = ({ title, q, years, genres, cast }: ListQuery): boolean =>
  title !== '' || q !== '' || years !== undefined || genres.length > 0 || cast.length > 0;

/** Whether the list is of all films by their ids. */
const isPlain = (query: ListQuery): boolean => !isFiltered(query) && query.sort.every(({ by }) => by === 'id');

/** How many films the query has in all: counted as long as they are few; left out else, for it would cost more than the page. */
const countedOf = async (list: List, from: Position, page: Page): Promise<number | undefined> =>
  !from.keys && !page.next ? page.count : list.countUpTo(mostCounted, (page.next ?? from).level);

const nextUrl = (url: string, query: ListQuery, next: Position): string => {
  const { pathname, searchParams } = new URL(url);
  searchParams.set('after', encodeCursor(query, next));
  return `${pathname}?${searchParams}`;
};

/**
 * The list from its first page on. While the client takes a page the next one is read, and none further ahead. Between two pages neither a
 * connection nor a cursor is held: a client may be as slow as it likes, and leaves nothing behind when it goes.
 */
const stream = (first: Page, read: (from: Position) => Promise<Page>, format: Format, log: Log): ReadableStream<Uint8Array> => {
  let before = format.open;
  let upcoming: Promise<Page> | undefined = Promise.resolve(first);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (!upcoming) return controller.close();
        try {
          const page = await upcoming;
          upcoming = page.next && read(page.next);
          // Awaited at the next pull; until then its failure is not unhandled.
          upcoming?.catch(() => {});
          controller.enqueue(bytesOf(page.count === 0 ? '' : before, page, format.separator, upcoming ? '' : format.close));
          before = format.separator;
        } catch (err) {
          // The status is sent: only a transfer that breaks off tells the client that films are missing.
          log.error({ err }, 'a list broke off');
          controller.error(err);
        }
      },
    },
    { highWaterMark: 0 },
  );
};

const bytesOf = (before: string, { films }: Page, separator: string, after: string): Uint8Array<ArrayBuffer> => {
  const between = Buffer.from(separator);
  const pieces = films.flatMap((piece, index) => (index === 0 ? [piece] : [between, piece]));
  return Buffer.concat([Buffer.from(before), ...pieces, Buffer.from(after)]);
};
