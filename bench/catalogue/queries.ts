import type postgres from 'postgres';

export type Kinds = Record<'title' | 'q' | 'genre' | 'cast' | 'year', string[]>;

/** Queries of each kind as people would ask them, made of films that are in the catalogue; the same at each call. */
export const queriesFor = async (sql: postgres.Sql, count: number): Promise<Kinds> => {
  const films = await sql<{ title: string; cast: string[]; genres: string[]; year: number }[]>`
    select title, "cast", genres, year from movies where "cast" <> '{}' and genres <> '{}' and year is not null
    order by md5(id::text) limit ${count}`;
  const ask = (name: string, value: string | number | undefined) => `?${name}=${encodeURIComponent(value ?? '')}&limit=20`;
  return {
    title: films.map(({ title }) => ask('title', partOf(title))),
    q: films.map(({ title }) => ask('q', misspelt(title))),
    genre: films.map(({ genres }) => ask('genre', genres[0])),
    cast: films.map(({ cast }) => ask('cast', cast[0])),
    year: films.map(({ year }) => ask('year', year)),
  };
};

const longestWord = (title: string) => title.split(/[^\p{L}\p{N}]+/u).reduce((a, b) => (b.length > a.length ? b : a), '');

/** From the longest word on, two words at most. */
const partOf = (title: string) =>
  title
    .slice(title.indexOf(longestWord(title)))
    .split(' ')
    .slice(0, 2)
    .join(' ');

/** With two letters of the longest word swapped. */
const misspelt = (title: string) => {
  const word = longestWord(title);
  const at = Math.max(1, word.length >> 1);
  return title.replace(word, word.slice(0, at - 1) + (word[at] ?? '') + (word[at - 1] ?? '') + word.slice(at + 1));
};
