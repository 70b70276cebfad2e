import { NewMovie } from '@matinee/contracts/movies';
import { TypeCompiler } from '@sinclair/typebox/compiler';

/** A value of a source, or the reason why it cannot be read. `position` counts the movies from 1; in NDJSON, the lines. */
export type MovieRecord = { position: number; value: unknown } | { position: number; reason: string };

/** Longer records are rejected, so that they need not fit into memory. */
export const maxRecordBytes = 4_000_000;

const newMovie = TypeCompiler.Compile(NewMovie);

/** Validates a value. The Wikipedia movie data calls the description `extract`. An `id` of another catalogue is left out. */
export const readMovie = (value: unknown): { movie: NewMovie } | { reason: string } => {
  const movie = isObject(value) ? rename(value) : value;
  if (newMovie.Check(movie)) return { movie };
  const reasons = new Map<string, string>();
  for (const { path, message, schema } of newMovie.Errors(movie))
    if (!reasons.has(path)) reasons.set(path, `${path.slice(1) || 'the movie'} ${schema.error ?? message}`);
  return { reason: [...reasons.values()].join('; ') };
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const rename = ({ id: _, ...movie }: Record<string, unknown>): Record<string, unknown> => {
  if (movie.extract === undefined || 'description' in movie) return movie;
  const { extract: description, ...others } = movie;
  return { ...others, description };
};
