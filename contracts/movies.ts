import { type Static, type TNull, type TOptional, type TSchema, type TUnion, Type } from '@sinclair/typebox';
import { Text } from './text.ts';

const names = (description: string) =>
  Type.Array(Text({ minLength: 1, maxLength: 500 }), {
    maxItems: 500,
    description,
    error: 'must be a list of at most 500 texts of 1 to 500 characters',
  });
const link = (description: string) =>
  Text({ minLength: 1, maxLength: 2000, description, error: 'must be a text of 1 to 2000 characters' });
export const integer = (minimum: number, maximum: number, description: string, options: { examples?: number[] } = {}) =>
  Type.Integer({ minimum, maximum, description, error: `must be an integer from ${minimum} to ${maximum}`, ...options });

const title = Text({
  minLength: 1,
  maxLength: 1000,
  pattern: '\\S',
  description: 'The title.',
  error: 'must be a text of 1 to 1000 characters that is not blank',
});
const description = Text({
  maxLength: 20_000,
  description: 'What the movie is about; empty by default.',
  error: 'must be a text of at most 20000 characters',
});
const details = {
  year: integer(1800, 2200, 'The year of the release.'),
  cast: names('The actors, in the order of the credits.'),
  genres: names('The genres.'),
  href: link("The name of the movie's page in Wikipedia."),
  thumbnail: link('The URL of a small picture.'),
  thumbnail_width: integer(1, 100_000, 'The width of the picture in pixels.'),
  thumbnail_height: integer(1, 100_000, 'The height of the picture in pixels.'),
};

/** Every attribute that clients set. */
export const attributes = { title, description, ...details };

const example = { title: 'A new movie', description: 'Very short description' };

/** A movie in a response, without the attributes that it does not have. */
export const Movie = Type.Object(
  {
    id: Type.Integer({ minimum: 1, description: 'The id of the movie. Ids are never reused.', examples: [7] }),
    title,
    description,
    ...Type.Partial(Type.Object(details)).properties,
  },
  {
    additionalProperties: false,
    description: 'A movie of the catalogue.',
    examples: [{ id: 7, ...example, year: 1999, cast: ['Jane Doe'], genres: ['Drama'] }],
  },
);
export type Movie = Static<typeof Movie>;

const nullable = (schema: TSchema) =>
  Type.Optional(Type.Union([schema, Type.Null()], { description: schema.description ?? '', error: `${schema.error}, or null` }));

type Settable<T> = { [Name in keyof T]: TOptional<TUnion<[T[Name] & TSchema, TNull]>> };
const { title: _, ...optional } = attributes;
const settable = Object.fromEntries(Object.entries(optional).map(([name, schema]) => [name, nullable(schema)])) as Settable<
  typeof optional
>;

/** A movie to add. Null means that the attribute is not given. */
export const NewMovie = Type.Object(
  { title, ...settable },
  { additionalProperties: false, description: 'A movie to add.', examples: [example] },
);
export type NewMovie = Static<typeof NewMovie>;

/** Changes to a movie: given attributes are set, null removes one, the others stay. */
export const MovieChanges = Type.Object(
  { title: Type.Optional(title), ...settable },
  {
    additionalProperties: false,
    description: 'The attributes to set. Null removes an attribute; the others stay as they are.',
    examples: [{ description: 'A better description', cast: null }],
  },
);
export type MovieChanges = Static<typeof MovieChanges>;
