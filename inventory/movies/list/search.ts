import { type Database, isTransient, withRetries } from '@matinee/runtime/database';
import editDistance from 'damerau-levenshtein';
import type { ConcurrencyLimit } from '../../concurrency-limit.ts';

/** Terms as PostgreSQL's tsquery; undefined for a text without words. Their fuzziness may be greater than the one that was asked for. */
export type Search = (q: string | undefined, fuzziness: number) => Promise<{ terms: string | undefined; fuzziness: number }>;

/** Searches for the words as they are (fuzziness 0), with one typo in each unknown word (1), or with two in every word (2). */
export const createSearch =
  (sql: Database, limited: ConcurrencyLimit): Search =>
  async (q, fuzziness) => {
    const words = [...new Set(wordsOf(q ?? ''))].slice(0, 20);
    if (fuzziness === 0 || words.length === 0) return { terms: words.join('&') || undefined, fuzziness };
    const found = await limited(() => withRetries(() => lookup(sql, words, fuzziness), isTransient));
    const typos = found.every(({ isKnown }) => isKnown) ? 2 : fuzziness;
    const alternatives = found.map(({ word, isKnown, similar }) => {
      // As in search engines, short words may have fewer.
      const most = Math.min(typos, word.length < 3 ? 0 : word.length < 6 ? 1 : 2);
      const meant = similar.filter((other) => (!isKnown && other.includes(word)) || editDistance(word, other).steps <= most);
      return `(${[word, ...meant].join('|')})`;
    });
    return { terms: alternatives.join('&'), fuzziness: typos };
  };

/** The words of a text, as words_of in PostgreSQL has them. */
const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((word) => word.match(/.{1,64}/gu) ?? []);

/** A word of a search, and words of the catalogue that contain it or are spelt similarly. */
type Word = { word: string; isKnown: boolean; similar: string[] };

// A word with a letter too many or two swapped letters shares few trigrams with the intended word.
const lookup = async (sql: Database, words: string[], fuzziness: number) => sql<Word[]>`
  with wanted as (
    select word, exists (select from words where words.word = given.word) as is_known from unnest(${words}::text[]) as given(word)
  )
  select word, is_known as "isKnown",
    array(select word from words where not is_known and word like '%' || wanted.word || '%' order by char_length(word) limit 100)
    || case when is_known and ${fuzziness}::integer < 2 and not (select bool_and(is_known) from wanted) then '{}'
      else array(
        select word from words
        where word % wanted.word and char_length(word) between char_length(wanted.word) - 2 and char_length(wanted.word) + 2
        order by similarity(word, wanted.word) desc limit 300
      ) || array(select word from words where word = any(array(
        select unnest(array[
          overlay(wanted.word placing '' from at for 1), overlay(wanted.word placing reverse(substr(wanted.word, at, 2)) from at for 2)
        ]) from generate_series(1, char_length(wanted.word)) as at where char_length(wanted.word) <= 12
      )))
    end as similar
  from wanted`;
