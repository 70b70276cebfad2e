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
  const rows = await sql<{ word: string; known: boolean }[]>`
    select distinct word, exists (select from words where words.word = wanted.word) as known
    from unnest(words_of(${q}::text)) as wanted(word) where word <> '' limit 20`;
  if (rows.length === 0) return [() => titleContains(sql, q)];
  const wanted = rows.map(({ word }) => word);
  const unknown = rows.filter(({ known }) => !known).map(({ word }) => word);

  const asWritten = async (): Promise<Tier[]> => {
    if (unknown.length > 0) return [];
    const exactly = sql`title_key(title) = title_key(${q}::text) and lower(title) = lower(${q}::text)`;
    const inTitle = sql`words_of(title) @> ${wanted}::text[]`;
    const anywhere = sql`(words_of(title) || words_of("cast")) @> ${wanted}::text[]`;
    return [exactly, sql`${inTitle} and not (${exactly})`, sql`${anywhere} and not (${inTitle})`];
  };
  const alike = (words: string[]) => {
    let found: Promise<Alike[]> | undefined;
    return (faults: number) => async (): Promise<Tier[]> => {
      if (words.length === 0) return [];
      found ??= wordsAlike(sql, words);
      const meant = new Map((await found).map((one) => [one.word, meantBy(one, faults)]));
      const conditions = wanted.map((word) => sql`(words_of(title) || words_of("cast")) && ${meant.get(word) ?? [word]}::text[]`);
      return [conditions.reduce((every, condition) => sql`${every} and ${condition}`)];
    };
  };
  const [inUnknown, inEvery] = [alike(unknown), alike(wanted)];
  return [asWritten, inUnknown(1), inUnknown(2), inEvery(1), inEvery(2)];
};

/** All the films of a level, for an order of its own. */
export const anyOf = (sql: Database, tiers: Tier[]): Tier[] =>
  tiers.length < 2 ? tiers : [tiers.slice(1).reduce((some, tier) => sql`${some} or (${tier})`, sql`(${tiers[0] ?? sql`false`})`)];

/** A word, those of the catalogue that are spelt alike, and, where it is itself no word, those that it is a part of. */
type Alike = { word: string; alike: string[]; around: string[] };

const wordsAlike = (sql: Database, wanted: string[]): Promise<Alike[]> =>
  sql<Alike[]>`
    select wanted.word,
      array(
        select word from words
        where word % wanted.word and char_length(word) between char_length(wanted.word) - 2 and char_length(wanted.word) + 2
        order by similarity(word, wanted.word) desc limit 300
      ) || array(select word from words where word = any(string_to_array(wanted.neighbours, ' '))) as alike,
      case when exists (select from words where word = wanted.word) then '{}'
        else array(select word from words where word like '%' || wanted.word || '%' order by char_length(word) limit 300)
      end as around
    from unnest(${wanted}::text[], ${wanted.map((word) => neighboursOf(word).join(' '))}::text[]) as wanted(word, neighbours)`;

/** The words that may be meant by one that has so many faults at most. */
const meantBy = ({ word, alike, around }: Alike, faults: number): string[] => {
  const allowed = Math.min(faults, faultsAllowed(word));
  return [...new Set([word, ...around, ...alike.filter((other) => editDistance(word, other).steps <= allowed)])];
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
