import type { Database } from '@matinee/runtime/database';
import editDistance from 'damerau-levenshtein';
import { titleContains } from './filters.ts';
import type { Fragment } from './order.ts';

/** Films that match a search alike; those of an earlier tier match better. */
export type Tier = Fragment;

/**
 * How films match a search, in levels: as it is written; with a small fault in each word that the catalogue does not know, then with two;
 * then with one, then with two, in every word. A level is asked only when no film matches on the ones before it, so that what is spelt
 * right brings nothing that is merely alike.
 */
export type Levels = (() => Promise<Tier[]>)[];

/** Faults that a word of so many letters may have: adding, leaving out, changing or swapping a letter, as search engines allow. */
const faultsAllowed = (word: string) => (word.length < 3 ? 0 : word.length < 6 ? 1 : 2);

/** The levels of a search for words of the title and the cast. */
export const levelsOf = async (sql: Database, q: string): Promise<Levels> => {
  const [{ words }] = await sql<[{ words: string[] }]>`select words_of(${q}::text) as words`;
  const wanted = [...new Set(words)].filter((word) => word !== '').slice(0, 20);
  if (wanted.length === 0) return [() => titleContains(sql, q)];

  const exactly = sql`title_key(title) = title_key(${q}::text) and lower(title) = lower(${q}::text)`;
  const inTitle = sql`words_of(title) @> ${wanted}::text[]`;
  const asWritten = sql`(words_of(title) || words_of("cast")) @> ${wanted}::text[]`;

  let alike: Promise<Alike[]> | undefined;
  const within = (faults: number, which: 'unknown' | 'every') => async (): Promise<Tier[]> => {
    alike ??= wordsAlike(sql, wanted);
    const words = await alike;
    const meant = words.map((word) => (word.known && which === 'unknown' ? [word.word] : word.meant(faults)));
    return [
      all(
        sql,
        meant.map((variants) => sql`(words_of(title) || words_of("cast")) && ${variants}::text[]`),
      ),
    ];
  };
  return [
    async () => [exactly, sql`${inTitle} and not (${exactly})`, sql`${asWritten} and not (${inTitle})`],
    within(1, 'unknown'),
    within(2, 'unknown'),
    within(1, 'every'),
    within(2, 'every'),
  ];
};

/** All the films of a level, for an order of its own. */
export const anyOf = (sql: Database, tiers: Tier[]): Tier[] =>
  tiers.length < 2 ? tiers : [tiers.slice(1).reduce((some, tier) => sql`${some} or (${tier})`, sql`(${tiers[0] ?? sql`false`})`)];

const all = (sql: Database, conditions: Fragment[]): Fragment =>
  conditions.reduce((every, condition) => sql`${every} and ${condition}`);

type Alike = { word: string; known: boolean; meant: (faults: number) => string[] };

/** For each word, those of the catalogue that may be meant by it. One that is itself no word may also be a part of one. */
const wordsAlike = async (sql: Database, wanted: string[]): Promise<Alike[]> => {
  const rows = await sql<{ word: string; known: boolean; alike: string[]; around: string[] }[]>`
    select wanted.word,
      exists (select from words where word = wanted.word) as known,
      array(
        select word from words
        where word % wanted.word and char_length(word) between char_length(wanted.word) - 2 and char_length(wanted.word) + 2
        order by similarity(word, wanted.word) desc limit 300
      ) || array(select word from words where word = any(string_to_array(wanted.neighbours, ' '))) as alike,
      case when exists (select from words where word = wanted.word) then '{}'
        else array(select word from words where word like '%' || wanted.word || '%' order by char_length(word) limit 300)
      end as around
    from unnest(${wanted}::text[], ${wanted.map((word) => neighboursOf(word).join(' '))}::text[])
      with ordinality as wanted(word, neighbours, place)
    order by place`;
  return rows.map(({ word, known, alike, around }) => {
    const distances = [...new Set(alike)].map((other) => [other, editDistance(word, other).steps] as const);
    return {
      word,
      known,
      meant: (faults) => [
        word,
        ...around,
        ...distances
          .filter(([other, steps]) => other !== word && steps <= Math.min(faults, faultsAllowed(word)))
          .map(([other]) => other),
      ],
    };
  });
};

/** A word with two letters swapped, or one too many: a short one shares hardly a trigram with the word that is meant. */
const neighboursOf = (word: string): string[] => {
  const letters = [...word];
  if (letters.length > 12) return [];
  return letters.flatMap((letter, at) => {
    const [before, after] = [letters.slice(0, at).join(''), letters.slice(at + 1).join('')];
    const next = letters[at + 1];
    return [before + after, ...(next === undefined ? [] : [before + next + letter + letters.slice(at + 2).join('')])];
  });
};
