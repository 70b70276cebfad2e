import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Text } from './text.ts';

const title = Text({
  minLength: 1,
  maxLength: 1000,
  pattern: '\\S',
  description: 'The name of the movie.',
  error: 'must be a text of 1 to 1000 characters that is not blank',
});
const description = Text({
  maxLength: 20_000,
  description: 'What it is about; empty by default.',
  error: 'must be a text of at most 20000 characters',
});

const names = (description: string) =>
  Type.Array(Text({ minLength: 1, maxLength: 500 }), {
    maxItems: 500,
    description,
    error: 'must be a list of at most 500 texts of 1 to 500 characters',
  });
const link = (description: string) =>
  Text({ minLength: 1, maxLength: 2000, description, error: 'must be a text of 1 to 2000 characters' });
const integer = (minimum: number, maximum: number, description: string) =>
  Type.Integer({ minimum, maximum, description, error: `must be an integer from ${minimum} to ${maximum}` });

const attributes = {
  year: integer(1800, 2200, 'The year of its release.'),
  cast: names('Who plays in it, in the order of the credits.'),
  genres: names('Its genres.'),
  href: link("The name of the movie's page in Wikipedia."),
  thumbnail: link('The address of a small picture.'),
  thumbnail_width: integer(1, 100_000, 'Its width in pixels.'),
  thumbnail_height: integer(1, 100_000, 'Its height in pixels.'),
};

const example = { title: 'A new movie', description: 'Very short description' };

/** A movie as it is answered: attributes that it does not have are left out. */
export const Movie = Type.Object(
  {
    id: Type.Integer({ minimum: 1, description: 'Given by the catalogue, and never used again.' }),
    title,
    description,
    ...Type.Partial(Type.Object(attributes)).properties,
  },
  {
    additionalProperties: false,
    description: 'A movie of the catalogue.',
    examples: [{ id: 7, ...example, year: 1999, cast: ['Jane Doe'], genres: ['Drama'] }],
  },
);
export type Movie = Static<typeof Movie>;

const nullable = <T extends TSchema>(schema: T) =>
  Type.Optional(Type.Union([schema, Type.Null()], { description: schema.description ?? '', error: `${schema.error}, or null` }));

const settable = {
  description: nullable(description),
  year: nullable(attributes.year),
  cast: nullable(attributes.cast),
  genres: nullable(attributes.genres),
  href: nullable(attributes.href),
  thumbnail: nullable(attributes.thumbnail),
  thumbnail_width: nullable(attributes.thumbnail_width),
  thumbnail_height: nullable(attributes.thumbnail_height),
};

/** A movie to add. An attribute that is null counts as not given. */
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
    description: 'The attributes to set. Others stay as they are, and null removes an attribute.',
    examples: [{ description: 'A better description', cast: null }],
  },
);
export type MovieChanges = Static<typeof MovieChanges>;
