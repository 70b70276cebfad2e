// Inventory's operations, which the gateway forwards: there is no route here whose code could describe them.
import { listHeaders, listParameters } from './movie-list.ts';
import { body, etag, json, noContent, problem, ref } from './responses.ts';

const films = '/api/movies';
const film = '/api/movies/7';
const example = {
  id: 7,
  title: 'A new movie',
  description: 'Very short description',
  year: 1999,
  cast: ['Jane Doe'],
  genres: ['Drama'],
};
const tags = ['movies'];

const away = {
  ...problem(
    502,
    'Inventory broke off before it had answered.',
    films,
    'The catalogue broke off the connection before it had answered.',
  ),
  ...problem(503, 'Inventory or its database is away.', films, 'The catalogue is away at the moment; try again shortly.'),
  ...problem(504, 'Inventory took too long.', films, 'The catalogue did not answer within 15 s.'),
};
const badId = problem(400, 'The id is no positive integer.', '/api/movies/seven', 'An id is a positive integer; "seven" is not.');
const unknown = problem(404, 'There is no such film.', film, 'There is no movie 7.');
const stale = problem(
  412,
  'The film has changed since the version in `If-Match`.',
  film,
  'The film has changed since you read it: read it again, and repeat the change on what it is now.',
);
const badBody = (instance: string) => ({
  ...problem(400, 'The body is not JSON, or the id is no positive integer.', instance, 'The body is not valid JSON in UTF-8.'),
  ...problem(413, 'The body is too long.', instance, 'The body is longer than 1000000 bytes.'),
  ...problem(
    415,
    'The body is of another type than JSON.',
    instance,
    'The body must be JSON: send it with "Content-Type: application/json", not "text/plain".',
  ),
  ...problem(
    422,
    'The body is JSON but no film: a value is of the wrong kind, or a field is unknown.',
    instance,
    'The body is not of the shape that this operation takes.',
    {
      errors: [{ path: '/year', message: 'must be an integer from 1800 to 2200, or null' }],
    },
  ),
});

const id = {
  name: 'id',
  in: 'path',
  required: true,
  description: "The film's id.",
  schema: { type: 'integer', minimum: 1 },
  example: 7,
};
const ifMatch = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: 'Do it only if the film still has this `ETag`.',
  schema: { type: 'string' },
  example: '"1"',
};
/** What PUT and PATCH answer alike. */
const changed = {
  200: json('The film as it now is.', 'Movie', example, { headers: etag }),
  ...badBody(film),
  ...unknown,
  ...stale,
  ...away,
};
const deleted = (description: string, count: number) =>
  json(description, { type: 'object', properties: { deleted: { type: 'integer' } }, required: ['deleted'] }, { deleted: count });

export const movieOperations = {
  '/api/movies': {
    get: {
      operationId: 'listMovies',
      tags,
      summary: 'List films',
      description:
        'All films by id as a bare array, streamed. The filters apply together, and `q` searches. With `limit` the answer is a page: `Link` ' +
        'names the next one while there is one. A page begins behind the place of the last film of the one before, so that every film ' +
        'is seen once however many come and go meanwhile.',
      parameters: listParameters,
      responses: {
        200: json('The films.', { type: 'array', items: ref('Movie') }, [example], {
          headers: listHeaders,
          lines: 'One film a line.',
        }),
        304: noContent('No film has changed since the list with this `ETag`.'),
        ...problem(
          422,
          'A parameter is unknown, given twice, or makes no sense.',
          films,
          'The query makes no sense to this list.',
          {
            errors: [{ path: 'limit', message: 'must be an integer from 1 to 1000' }],
          },
        ),
        ...away,
      },
    },
    post: {
      operationId: 'addMovie',
      tags,
      summary: 'Add a film',
      description:
        'Adds a film and answers it with its new id. Only `title` is required; the attributes that a film does not have are left out of every answer.',
      requestBody: body('NewMovie', { title: 'A new movie', description: 'Very short description' }),
      responses: {
        201: json(
          'The film as it is stored.',
          'Movie',
          { id: 7, title: 'A new movie', description: 'Very short description' },
          {
            headers: { ...etag, Location: { description: 'Where the film is.', schema: { type: 'string' } } },
          },
        ),
        ...badBody(films),
        ...away,
      },
    },
    delete: {
      operationId: 'deleteMovies',
      tags,
      summary: 'Delete all films',
      description: 'Empties the catalogue and answers how many films there were. Their ids are never given out again.',
      responses: { 200: deleted('How many films there were.', 100), ...away },
    },
  },
  '/api/movies/{id}': {
    get: {
      operationId: 'getMovie',
      tags,
      summary: 'Read a film',
      description: 'One film. With `If-None-Match` and the `ETag` that you have, 304 tells that it has not changed.',
      parameters: [id, { ...ifMatch, name: 'If-None-Match', description: 'Answer only if the film has another `ETag`.' }],
      responses: {
        200: json('The film.', 'Movie', example, { headers: etag }),
        304: noContent('The film is as you have it.'),
        ...badId,
        ...unknown,
        ...away,
      },
    },
    put: {
      operationId: 'putMovie',
      tags,
      summary: 'Set attributes of a film',
      description:
        'Sets the attributes that are given and **leaves the rest as they are**, as clients of this API expect; `null` takes one away. (A PUT that replaces would empty what is not named.)',
      parameters: [id, ifMatch],
      requestBody: body('MovieChanges', { description: 'A better description' }),
      responses: changed,
    },
    patch: {
      operationId: 'patchMovie',
      tags,
      summary: 'Merge changes into a film',
      description: 'A JSON merge patch (RFC 7396): attributes that are named are set, and `null` takes one away.',
      parameters: [id, ifMatch],
      requestBody: body('MovieChanges', { year: 2001, cast: null }, ['application/merge-patch+json', 'application/json']),
      responses: changed,
    },
    delete: {
      operationId: 'deleteMovie',
      tags,
      summary: 'Delete a film',
      description: 'Removes one film. Its id is never given out again.',
      parameters: [id, ifMatch],
      responses: { 200: deleted('The film is gone.', 1), ...badId, ...unknown, ...stale, ...away },
    },
  },
};
