import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { skipIf } from './skip.ts';

/** The folder of the Wikipedia movie data set, which is not part of this repository. */
export const dataSet = resolve(process.env.MATINEE_FILMS ?? `${import.meta.dir}/../../../shared/films`);

/** `test` where the data set is present. */
export const { test: dataSetTest } = skipIf(
  existsSync(dataSet)
    ? ''
    : `the movie data set is not in ${dataSet}. Put its JSON files there, or set MATINEE_FILMS to its folder.`,
);
