// Few values, some of them awkward: movies are often alike, and filters often match.
import type { MovieChanges, NewMovie } from '@matinee/contracts/movies';
import fc from 'fast-check';

export const words = ['Ran', 'RAN', 'ran', 'The Matrix', 'the matrix reloaded', 'Élan', 'élan'];
const long = 'x'.repeat(300);
export const titles = [
  ...words,
  'Ran!',
  '100%',
  '100 percent',
  'a_b',
  'axb',
  `It's "said"`,
  'back\\slash',
  'tab\tand \u0001\u001f\u007f',
  '🎬',
  '千と千尋の神隠し',
  `${long}a`,
  `${long}B`,
  `${long.toUpperCase()}a`,
];
export const titleParts = [
  'ran',
  'RAN',
  'É',
  '%',
  '_',
  '"',
  "'",
  '\\',
  '\t',
  '\u0001',
  '🎬',
  '千尋',
  'xx',
  'X',
  '0 p',
  'nothing',
];
export const genres = ['Drama', 'DRAMA', 'Sci-Fi, "hard"'];
export const cast = ['Keanu Reeves', 'keanu reeves', "Peter O'Toole", 'Ran'];

const mostlyNone = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 3, arbitrary: value },
  );

const settable = {
  description: mostlyNone(fc.constantFrom('', 'One.', 'Two\nlines.')),
  year: mostlyNone(fc.constantFrom(1999, 2000, 2001)),
  cast: mostlyNone(fc.array(fc.constantFrom(...cast), { maxLength: 2 })),
  genres: mostlyNone(fc.array(fc.constantFrom(...genres), { maxLength: 2 })),
  href: mostlyNone(fc.constantFrom('a', 'b')),
  thumbnail: mostlyNone(fc.constant('https://example.org/a.png')),
  thumbnail_width: mostlyNone(fc.constant(220)),
  thumbnail_height: mostlyNone(fc.constant(331)),
};
const title = fc.constantFrom(...titles);

/** Drops undefined attributes. */
const asJson = <T extends object>(value: T): T => JSON.parse(JSON.stringify(value));

export const newMovie: fc.Arbitrary<NewMovie> = fc.record({ title, ...settable }).map(asJson) as fc.Arbitrary<NewMovie>;
export const changes: fc.Arbitrary<MovieChanges> = fc
  .record({ title: mostlyNone(title).map((one) => one ?? undefined), ...settable })
  .map(asJson) as fc.Arbitrary<MovieChanges>;
export const invalidMovies = [
  {},
  { title: '' },
  { title: ' \t' },
  { title: 'a\0b' },
  { title: null },
  { title: 'Ran', rating: 5 },
  { title: 'Ran', year: '1999' },
  [],
];
export const invalidChanges = [{ title: null }, { title: '' }, { year: 1799 }, { rating: 5 }, { cast: [''] }, []];
