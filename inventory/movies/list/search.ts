import { type Database, isTransient, withRetries } from '@matinee/runtime/database';
import editDistance from 'damerau-levenshtein';
import type { ConcurrencyLimit } from '../../concurrency-limit.ts';

/** The terms of a search as PostgreSQL's tsquery: for title and cast, and for the title alone. */
export type Terms = { anywhere: string; inTitle: string };

/**
 * The terms of a search on a level: as it is written (0), with one fault in each word that the catalogue does not know (1), with two in every
 * word (2). A level is asked only when nothing matches on those before it. A level without terms is not asked.
 */
export type TermsOn = (level: number) => Promise<Terms | undefined>;
export const lastLevel = 2;

/** The words of a text, as words_of in PostgreSQL has them. */
const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((word) => word.match(/.{1,64}/gu) ?? []);

/** The terms of a search for words; undefined for a text without words. */
export const createSearch =
  (sql: Database, limited: ConcurrencyLimit) =>
  (q: string): TermsOn | undefined => {
    const words = [...new Set(wordsOf(q))].slice(0, 20);
    if (words.length === 0) return undefined;
    return async (level) => {
      if (level === 0) return termsOf(words.map((word) => [word]));
      const found = await limited(() => withRetries(() => wordsAlike(sql, words, level > 1), isTransient));
      if (level === 1 && found.every(({ known }) => known)) return undefined;
      return termsOf(
        found.map((one) => [one.word, ...one.around, ...one.alike.filter((other) => isMeant(one.word, other, level))]),
      );
    };
  };

export type Search = ReturnType<typeof createSearch>;

/** Alternatives of each word as a tsquery. Words are letters and digits alone. */
const termsOf = (alternatives: string[][]): Terms => {
  const all = (weight: string) => alternatives.map((words) => `(${words.map((word) => word + weight).join('|')})`).join('&');
  return { anywhere: all(''), inTitle: all(':A') };
};

/** Whether a word may be misspelt for another one. Short words may have fewer faults, as in search engines. */
const isMeant = (word: string, other: string, faults: number): boolean =>
  editDistance(word, other).steps <= Math.min(faults, word.length < 3 ? 0 : word.length < 6 ? 1 : 2);

/** A word, the catalogue's words of similar spelling, and, for an unknown word, the words that contain it. */
type Alike = { word: string; known: boolean; alike: string[]; around: string[] };

/** @param every whether words that the catalogue knows are looked up as well */
const wordsAlike = async (sql: Database, words: string[], every: boolean) => sql<Alike[]>`
  select wanted.word, known,
    case when known and not ${every}::boolean then '{}' else array(
      select word from words
      where word % wanted.word and char_length(word) between char_length(wanted.word) - 2 and char_length(wanted.word) + 2
      order by similarity(word, wanted.word) desc limit 300
    ) || array(select word from words where word = any(string_to_array(wanted.edits, ' '))) end as alike,
    case when known then '{}'
      else array(select word from words where word like '%' || wanted.word || '%' order by char_length(word) limit 100)
    end as around
  from unnest(${words}::text[], ${words.map((word) => deletesAndTransposes(word).join(' '))}::text[]) as wanted(word, edits),
    lateral (select exists (select from words where word = wanted.word) as known) as state`;

/** A word with one letter too many or two swapped letters shares few trigrams with the intended word. */
const deletesAndTransposes = (word: string): string[] => {
  const letters = [...word];
  if (letters.length > 12) return [];
  return letters.flatMap((letter, at) => {
    const [before, after] = [letters.slice(0, at).join(''), letters.slice(at + 2).join('')];
    const next = letters[at + 1];
    return next === undefined ? [before] : [before + next + after, before + next + letter + after];
  });
};
