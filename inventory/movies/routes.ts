import { Movie, MovieChanges, NewMovie } from '@matinee/contracts/movies';
import { readJson } from '@matinee/runtime/json';
import { Problem } from '@matinee/runtime/problem';
import { Elysia } from 'elysia';
import { changesAllowed, etagOf, isUnchanged, stale, staleList, versionsAllowed } from './conditions.ts';
import * as docs from './documentation.ts';
import type { Respond } from './list/respond.ts';
import type { AddedMovie, Movies, StoredMovie } from './queries.ts';

const maxMovieBytes = 1_000_000;
const maxId = 2_147_483_647;

type Set = { status?: number | string; headers: Record<string, string | number> };
type Change = { params: { id: string }; body: MovieChanges; request: Request; set: Set };

/** The routes under /api/movies. */
export const movieRoutes = (movies: Movies, respondWithList: Respond) => {
  const change = async ({ params, body, request, set }: Change) => {
    const id = readId(params.id);
    const changed = await movies.change(id, body, versionsAllowed(request.headers.get('if-match')));
    return changed ? respondWith(changed, set) : reject(id);
  };

  /** Explains why a write found no row: the movie does not exist, or If-Match allows other versions. */
  const reject = async (id: number): Promise<never> => {
    throw (await movies.find(id)) ? stale() : unknownMovie(id);
  };

  const parse = ({ request }: { request: Request }) => readJson(request, maxMovieBytes);
  const changeInput = { body: 'MovieChanges', parse } as const;

  return new Elysia({ prefix: '/api/movies', normalize: false, tags: ['movies'] })
    .model({ Movie, NewMovie, MovieChanges })
    .get('/', ({ request, set }) => respondWithList(request, set), { detail: docs.listMovies })
    .post('/', async ({ body, set }) => respondWithNew(await movies.add(body), set), {
      body: 'NewMovie',
      parse,
      detail: docs.addMovie,
    })
    .delete(
      '/',
      async ({ request }) => {
        const deleted = await movies.removeAll(changesAllowed(request.headers.get('if-match')));
        if (deleted === undefined) throw staleList();
        return { deleted };
      },
      { detail: docs.deleteMovies },
    )
    .get(
      '/:id',
      async ({ params, request, set }) => {
        const id = readId(params.id);
        const movie = await movies.find(id);
        if (!movie) throw unknownMovie(id);
        const etag = etagOf(movie.version);
        return isUnchanged(request.headers.get('if-none-match'), etag)
          ? new Response(null, { status: 304, headers: { etag } })
          : respondWith(movie, set);
      },
      { detail: docs.getMovie },
    )
    .put('/:id', change, { ...changeInput, detail: docs.putMovie })
    .patch('/:id', change, { ...changeInput, detail: docs.patchMovie })
    .delete(
      '/:id',
      async ({ params, request }) => {
        const id = readId(params.id);
        const isRemoved = await movies.remove(id, versionsAllowed(request.headers.get('if-match')));
        return isRemoved ? { deleted: 1 } : reject(id);
      },
      { detail: docs.deleteMovie },
    );
};

/** @throws Problem 400 for anything but a positive integer, 404 for one that is too large to be an id */
const readId = (text: string): number => {
  if (!/^[1-9]\d*$/.test(text)) throw new Problem(400, `The id must be a positive integer, not "${text}".`);
  if (Number(text) > maxId) throw unknownMovie(text);
  return Number(text);
};

const unknownMovie = (id: number | string) => new Problem(404, `There is no movie ${id}.`);

// Not a Response: Elysia would copy it to add its header fields.
const respondWith = ({ json, version }: StoredMovie, set: Set): StoredMovie['json'] => {
  set.headers['content-type'] = 'application/json';
  set.headers.etag = etagOf(version);
  return json;
};

const respondWithNew = (movie: AddedMovie, set: Set): StoredMovie['json'] => {
  set.status = 201;
  set.headers.location = `/api/movies/${movie.id}`;
  return respondWith(movie, set);
};
