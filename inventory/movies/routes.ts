import { MovieChanges, NewMovie } from '@matinee/contracts/movies';
import { readJson } from '@matinee/runtime/json';
import { Problem } from '@matinee/runtime/problem';
import { Elysia } from 'elysia';
import { etagOf, isUnchanged, stale, versionsAllowed } from './conditions.ts';
import type { Movies, Versioned } from './queries.ts';
import { readId, readListQuery } from './requests.ts';

const maxMovieBytes = 1_000_000;
const parse = ({ request }: { request: Request }) => readJson(request, maxMovieBytes);

/** CRUD of the catalogue under /api/movies. */
export const movieRoutes = (movies: Movies) => {
  /** Puts PUT's or PATCH's changes on a film, if its version is one that the client's If-Match allows. */
  const change = async (idText: string, changes: MovieChanges, request: Request): Promise<Versioned> => {
    const id = readId(idText);
    const versions = versionsAllowed(request.headers.get('if-match'));
    const changed = id && (await movies.change(id, changes, versions));
    return changed || absentOrStale(id, idText);
  };

  /** Says why a write found no row: there is no such film, or its version is another. */
  const absentOrStale = async (id: number | undefined, idText: string): Promise<never> => {
    throw id && (await movies.find(id)) ? stale() : unknownMovie(idText);
  };

  return new Elysia({ prefix: '/api/movies', normalize: false })
    .get('/', ({ request }) => {
      const { title } = readListQuery(request.url);
      return movies.list(title);
    })
    .post('/', async ({ body, set }) => withTag(await movies.add(body), set, { status: 201, location: true }), {
      body: NewMovie,
      parse,
    })
    .delete('/', async () => ({ deleted: await movies.removeAll() }))
    .get('/:id', async ({ params, request, set }) => {
      const id = readId(params.id);
      const found = id && (await movies.find(id));
      if (!found) throw unknownMovie(params.id);
      if (isUnchanged(request.headers.get('if-none-match'), found.version)) {
        return new Response(null, { status: 304, headers: { etag: etagOf(found.version) } });
      }
      return withTag(found, set);
    })
    .put('/:id', async ({ params, body, request, set }) => withTag(await change(params.id, body, request), set), {
      body: MovieChanges,
      parse,
    })
    .patch('/:id', async ({ params, body, request, set }) => withTag(await change(params.id, body, request), set), {
      body: MovieChanges,
      parse,
    })
    .delete('/:id', async ({ params, request }) => {
      const id = readId(params.id);
      const removed = id && (await movies.remove(id, versionsAllowed(request.headers.get('if-match'))));
      return removed ? { deleted: 1 } : absentOrStale(id, params.id);
    });
};

const unknownMovie = (id: string) => new Problem(404, `There is no movie ${id}.`);

type Set = { status?: number | string; headers: Record<string, string | number> };

const withTag = ({ movie, version }: Versioned, set: Set, { status = 200, location = false } = {}) => {
  set.status = status;
  set.headers.etag = etagOf(version);
  if (location) set.headers.location = `/api/movies/${movie.id}`;
  return movie;
};
