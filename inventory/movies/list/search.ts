import { type Database, isTransient, withRetries } from '@matinee/runtime/database';
import editDistance from 'damerau-levenshtein';
import type { ConcurrencyLimit } from '../../concurrency-limit.ts';
import { lookup } from './queries.ts';

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
