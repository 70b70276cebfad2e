import type { Movie } from '@matinee/contracts/movies';
import fc from 'fast-check';
import { add, change, importAll, read, remove, removeAll } from './catalogue.ts';
import { condition, index, listCondition, pick, target } from './choices.ts';
import { type Command, http, inOneMoment, inTwoMoments, rejected } from './requests.ts';
import { changes, invalidChanges, invalidMovies, newMovie } from './values.ts';

const path = '/api/movies';

const post = newMovie.map(
  (body): Command =>
    () => {
      const transition = inOneMoment(({ body: movie }) => add(body, (movie as Partial<Movie> | undefined)?.id ?? Number.NaN));
      return http('POST', path, { body }, transition);
    },
);

const get = fc.tuple(target, condition).map(
  ([targetIn, conditionOn]): Command =>
    (known) => {
      const { id, version } = targetIn(known);
      const ifNoneMatch = conditionOn(version);
      const transition = inOneMoment(() => read(id, ifNoneMatch));
      return http('GET', `${path}/${id}`, { headers: { 'If-None-Match': ifNoneMatch } }, transition);
    },
);

const put = fc.tuple(fc.constantFrom('PUT', 'PATCH'), target, changes, condition).map(
  ([method, targetIn, body, conditionOn]): Command =>
    (known) => {
      const { id, version } = targetIn(known);
      const ifMatch = conditionOn(version);
      const transition = inOneMoment(() => change(id, body, ifMatch));
      return http(method, `${path}/${id}`, { body, headers: { 'If-Match': ifMatch } }, transition);
    },
);

const deleteOne = fc.tuple(target, condition).map(
  ([targetIn, conditionOn]): Command =>
    (known) => {
      const { id, version } = targetIn(known);
      const ifMatch = conditionOn(version);
      const transition = inOneMoment(() => remove(id, ifMatch));
      return http('DELETE', `${path}/${id}`, { headers: { 'If-Match': ifMatch } }, transition);
    },
);

const deleteAll = fc.tuple(fc.nat(2), listCondition).map(
  ([at, conditionOn]): Command =>
    ({ lists }) => {
      const ifMatch = conditionOn(pick(lists, at)?.tag ?? '"none"');
      return http(
        'DELETE',
        path,
        { headers: { 'If-Match': ifMatch } },
        inOneMoment(() => removeAll(ifMatch)),
      );
    },
);

const invalidPost = fc.constantFrom<unknown[]>(...invalidMovies).map(
  (body): Command =>
    () =>
      http('POST', path, { body }, rejected(422)),
);
const invalidPut = fc.tuple(target, fc.constantFrom<unknown[]>(...invalidChanges)).map(
  ([targetIn, body]): Command =>
    (known) =>
      http('PUT', `${path}/${targetIn(known).id}`, { body }, rejected(422)),
);

/** New movies, and known ones with the same or another description. */
const importSome = fc
  .array(fc.oneof(newMovie, fc.tuple(index, fc.constantFrom(undefined, '', 'Corrected.'))), { minLength: 1, maxLength: 5 })
  .map(
    (given): Command =>
      (known) => {
        const movies = given.flatMap((one) => {
          if (!Array.isArray(one)) return one;
          const [at, description] = one;
          const row = pick(known.movies, at);
          return row ? { ...row.attributes, ...(description !== undefined && { description }) } : [];
        });
        return {
          shown: `import ${JSON.stringify(movies)}`,
          send: ({ importMovies }) => importMovies(movies),
          stepsOf: inTwoMoments(importAll(movies)),
        };
      },
  );

export const movieCommands: fc.WeightedArbitrary<Command>[] = [
  { weight: 15, arbitrary: post },
  { weight: 14, arbitrary: put },
  { weight: 8, arbitrary: get },
  { weight: 5, arbitrary: deleteOne },
  { weight: 3, arbitrary: importSome },
  { weight: 2, arbitrary: deleteAll },
  { weight: 1, arbitrary: fc.oneof(invalidPost, invalidPut) },
];
