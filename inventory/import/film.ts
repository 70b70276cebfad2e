import { NewMovie } from '@matinee/contracts/movies';
import { TypeCompiler } from '@sinclair/typebox/compiler';

const check = TypeCompiler.Compile(NewMovie);

/** A film as an import found it: to add, or why it can't be. */
export type Candidate = { movie: NewMovie } | { reason: string };

/**
 * What a data set says of a film, as the catalogue keeps it. `extract`, as the Wikipedia movie data calls it, is the description; an `id`,
 * which the catalogue's own lists have, belongs to the catalogue that gave it, and is left out.
 */
export const toCandidate = (given: unknown): Candidate => {
  const value = isObject(given) ? named(given) : given;
  if (check.Check(value)) return { movie: value };
  const faults = new Map<string, string>();
  for (const { path, message, schema } of check.Errors(value)) {
    if (!faults.has(path)) faults.set(path, `${path === '' ? 'the film' : path.slice(1)} ${schema.error ?? message}`);
  }
  return { reason: [...faults.values()].join('; ') };
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const named = ({ id: _, extract, ...film }: Record<string, unknown>): Record<string, unknown> =>
  extract === undefined || 'description' in film
    ? { ...film, ...(extract !== undefined && { extract }) }
    : { ...film, description: extract };
