// The OpenAPI descriptions of the routes in ./routes.ts.
import { Movie, NewMovie } from '@matinee/contracts/movies';
import {
  bodyProblems,
  deleted,
  invalidQuery,
  json,
  listOf,
  notModified,
  parameters,
  problems,
  requestHeader,
} from '@matinee/runtime/openapi/operation';
import { Type } from '@sinclair/typebox';
import { ListParameters } from './list/schema.ts';

const etag = { ETag: 'The version of the movie, for `If-Match` and `If-None-Match`.' };
const id = parameters('path', Type.Pick(Movie, ['id']));
const ifMatch = requestHeader('If-Match', 'Change the movie only if it still has this `ETag`.');
const ifNoneMatch = requestHeader('If-None-Match', 'Return 304 if this is still the `ETag`.');

const unavailable = problems({ 503: 'The database is unavailable, or too many requests are waiting for it.' });
const badBody = bodyProblems(NewMovie, 'year');
const unknown = problems({ 404: 'No movie has this id.' });
const noMovie = { ...problems({ 400: 'The id is not a positive integer.' }), ...unknown, ...unavailable };
const stale = problems({ 412: 'The movie has changed since the version in `If-Match`.' });
const change = {
  parameters: [...id, ...ifMatch],
  responses: {
    200: json('The changed movie.', 'Movie', { fields: etag }),
    ...badBody,
    ...problems({ 400: 'The body is not valid JSON in UTF-8, or the id is not a positive integer.' }),
    ...unknown,
    ...stale,
    ...unavailable,
  },
};

export const listMovies = {
  operationId: 'listMovies',
  summary: 'List movies',
  description:
    'Streams all movies by id as a bare JSON array. Filters are combined with AND; `q` searches. With `limit` the response is one page, and ' +
    '`Link` names the next page. A page begins after the last movie of the page before it, whatever is added or deleted in between.',
  parameters: [
    ...parameters('query', ListParameters),
    ...ifNoneMatch,
    ...requestHeader('Prefer', '`count=exact`: count all movies that match. This may take as long as reading them.'),
  ],
  responses: {
    200: json('The movies.', listOf('Movie'), {
      lines: 'One movie a line.',
      fields: {
        ETag: 'Changes with every change of a movie. Use it in `If-None-Match`, or in `If-Match` to delete all movies.',
        Vary: '`Accept` and `Prefer`.',
        'X-Total-Count': 'With `limit`: the number of movies that match. With a filter, only with `Prefer: count=exact`.',
        'Preference-Applied': 'With `limit`: `count=exact` if the request prefers it.',
        Link: 'With `limit`: the next page, as `<…>; rel="next"`.',
      },
    }),
    304: notModified('No movie has changed since the list with this `ETag`.'),
    ...invalidQuery(ListParameters, 'limit'),
    ...unavailable,
  },
};

export const addMovie = {
  operationId: 'addMovie',
  summary: 'Add a movie',
  description:
    'Stores a movie and returns it with its new id. Only `title` is required. Attributes without a value are left out.',
  responses: {
    201: json('The stored movie.', 'Movie', { fields: { ...etag, Location: 'The path of the movie.' } }),
    ...badBody,
    ...unavailable,
  },
};

export const deleteMovies = {
  operationId: 'deleteMovies',
  summary: 'Delete all movies',
  description:
    '**Warning: this deletes all movies, and cannot be undone.** Returns their number. Ids are never reused. With `If-Match` and the `ETag` ' +
    'of a list, nothing is deleted if any movie has changed since that list.',
  parameters: requestHeader('If-Match', 'Delete the movies only if this is still the `ETag` of a list.'),
  responses: {
    200: deleted('The number of deleted movies.', 100),
    ...problems({ 412: 'A movie has changed since the list with the `ETag` in `If-Match`.' }),
    ...unavailable,
  },
};

export const getMovie = {
  operationId: 'getMovie',
  summary: 'Read a movie',
  description: 'Returns one movie. With `If-None-Match` the response is 304 while the movie still has that `ETag`.',
  parameters: [...id, ...ifNoneMatch],
  responses: {
    200: json('The movie.', 'Movie', { fields: etag }),
    304: notModified('The movie still has this `ETag`.'),
    ...noMovie,
  },
};

export const putMovie = {
  operationId: 'putMovie',
  summary: 'Set attributes of a movie',
  description: 'Sets the given attributes and **keeps the others**, as clients of this API expect. `null` removes an attribute.',
  ...change,
};

export const patchMovie = {
  operationId: 'patchMovie',
  summary: 'Merge changes into a movie',
  description: 'Applies a JSON merge patch (RFC 7396): given attributes are set, and `null` removes an attribute.',
  ...change,
};

export const deleteMovie = {
  operationId: 'deleteMovie',
  summary: 'Delete a movie',
  description: 'Deletes one movie. Its id is never reused.',
  parameters: [...id, ...ifMatch],
  responses: { 200: deleted('The movie is deleted.'), ...noMovie, ...stale },
};
