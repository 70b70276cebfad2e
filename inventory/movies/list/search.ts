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
    const alternatives = found.map(({ term, isKnown, similar }) => {
      // As in search engines, short words may have fewer.
      const most = Math.min(typos, term.length < 3 ? 0 : term.length < 6 ? 1 : 2);
      const meant = similar.filter((other) => (!isKnown && other.includes(term)) || editDistance(term, other).steps <= most);
      return `(${[term, ...meant].join('|')})`;
    });
    return { terms: alternatives.join('&'), fuzziness: typos };
  };

/** The words of a text, as words_of in PostgreSQL has them. */
const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((word) => word.match(/.{1,64}/gu) ?? []);

/** A term of a search, and words of the catalogue that contain it or are spelt similarly. */
type Found = { term: string; isKnown: boolean; similar: string[] };

// A word with a letter too many or two swapped letters shares few trigrams with the intended word.
const lookup = async (sql: Database, words: string[], fuzziness: number) => sql<Found[]>`
  with terms as (select term, exists (select from words where word = term) as is_known from unnest(${words}::text[]) as term)
  select term, is_known as "isKnown",
    case when is_known then '{}'
      else array(select word from words where word like '%' || term || '%' order by char_length(word) limit 100) end
    || case when is_known and ${fuzziness}::integer < 2 and not (select bool_and(is_known) from terms) then '{}' else
      array(
        select word from words where word % term and char_length(word) between char_length(term) - 2 and char_length(term) + 2
        order by similarity(word, term) desc limit 300
      ) || array(select word from words where word = any(array(
        select unnest(array[overlay(term placing '' from at for 1), overlay(term placing reverse(substr(term, at, 2)) from at for 2)])
        from generate_series(1, char_length(term)) as at where char_length(term) <= 12
      ))) end as similar
  from terms`;
