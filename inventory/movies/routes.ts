import { Movie, MovieChanges, NewMovie } from '@matinee/contracts/movies';
import { readJson } from '@matinee/runtime/json';
import { Problem } from '@matinee/runtime/problem';
import { Elysia } from 'elysia';
import { changesAllowed, etagOf, isUnchanged, stale, staleList, versionsAllowed } from './conditions.ts';
import * as docs from './documentation.ts';
import type { Respond } from './list/respond.ts';
import type { Film, Movies, Written } from './queries.ts';
import { readId } from './requests.ts';

const maxMovieBytes = 1_000_000;
const parse = ({ request }: { request: Request }) => readJson(request, maxMovieBytes);

/** CRUD of the catalogue under /api/movies. */
export const movieRoutes = (movies: Movies, respondWithList: Respond) => {
  /** Puts PUT's or PATCH's changes on a film, if its version is one that the client's If-Match allows. */
  const change = async (idText: string, changes: MovieChanges, request: Request): Promise<Film> => {
    const id = readId(idText);
    const versions = versionsAllowed(request.headers.get('if-match'));
    const changed = id && (await movies.change(id, changes, versions));
    return changed || absentOrStale(id, idText);
  };

  /** Says why a write found no row: there is no such film, or its version is another. */
  const absentOrStale = async (id: number | undefined, idText: string): Promise<never> => {
    throw id && (await movies.find(id)) ? stale() : unknownMovie(idText);
  };

  /** Deletes all movies, if the list is one that the client's If-Match allows. */
  const removeAll = async (request: Request): Promise<number> => {
    const changes = changesAllowed(request.headers.get('if-match'));
    const deleted = await movies.removeAll(changes);
    if (deleted === undefined) throw staleList();
    return deleted;
  };

  return new Elysia({ prefix: '/api/movies', normalize: false, tags: ['movies'] })
    .model({ Movie, NewMovie, MovieChanges })
    .get('/', ({ request, set }) => respondWithList(request, set), { detail: docs.listMovies })
    .post('/', async ({ body, set }) => added(await movies.add(body), set), { body: 'NewMovie', parse, detail: docs.addMovie })
    .delete('/', async ({ request }) => ({ deleted: await removeAll(request) }), { detail: docs.deleteMovies })
    .get(
      '/:id',
      async ({ params, request, set }) => {
        const id = readId(params.id);
        const found = id && (await movies.find(id));
        if (!found) throw unknownMovie(params.id);
        const etag = etagOf(found.version);
        return isUnchanged(request.headers.get('if-none-match'), etag)
          ? new Response(null, { status: 304, headers: { etag } })
          : answered(found, set);
      },
      { detail: docs.getMovie },
    )
    .put('/:id', async ({ params, body, request, set }) => answered(await change(params.id, body, request), set), {
      body: 'MovieChanges',
      parse,
      detail: docs.putMovie,
    })
    .patch('/:id', async ({ params, body, request, set }) => answered(await change(params.id, body, request), set), {
      body: 'MovieChanges',
      parse,
      detail: docs.patchMovie,
    })
    .delete(
      '/:id',
      async ({ params, request }) => {
        const id = readId(params.id);
        const removed = id && (await movies.remove(id, versionsAllowed(request.headers.get('if-match'))));
        return removed ? { deleted: 1 } : absentOrStale(id, params.id);
      },
      { detail: docs.deleteMovie },
    );
};

const unknownMovie = (id: string) => new Problem(404, `There is no movie ${id}.`);

type Set = { status?: number | string; headers: Record<string, string | number> };

// Not as a Response: Elysia would make a second one of it, to put its own fields in.
const answered = ({ json, version }: Film, set: Set): Film['json'] => {
  set.headers['content-type'] = 'application/json';
  set.headers.etag = etagOf(version);
  return json;
};

const added = ({ id, ...film }: Written, set: Set): Film['json'] => {
  set.status = 201;
  set.headers.location = `/api/movies/${id}`;
  return answered(film, set);
};
