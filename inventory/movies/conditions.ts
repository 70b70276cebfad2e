// Conditional requests (RFC 9110, section 13). The ETag of a movie is its version; the ETag of a list is the number of changes so far.
import { Problem } from '@matinee/runtime/problem';

export const etagOf = (version: number): string => `"${version}"`;

/** @param changes the number of changes of all movies so far */
export const listEtagOf = (changes: number, isLines: boolean): string => `"${changes}${isLines ? '-lines' : ''}"`;

/** Whether If-None-Match matches the tag, so that the response is 304. */
export const isUnchanged = (ifNoneMatch: string | null, tag: string): boolean =>
  ifNoneMatch !== null &&
  (ifNoneMatch.trim() === '*' || tagsIn(ifNoneMatch).some((known) => known === tag || known === `W/${tag}`));

/** The versions of a movie that If-Match allows; undefined: any. */
export const versionsAllowed = (ifMatch: string | null) => numbersAllowed(ifMatch, /^"(\d{1,9})"$/);

/** The numbers of changes that If-Match allows; undefined: any. */
export const changesAllowed = (ifMatch: string | null) => numbersAllowed(ifMatch, /^"(\d{1,15})(?:-lines)?"$/);

// A weak tag never matches a write.
const numbersAllowed = (ifMatch: string | null, tag: RegExp): number[] | undefined =>
  ifMatch === null || ifMatch.trim() === '*'
    ? undefined
    : tagsIn(ifMatch).flatMap((one) => tag.exec(one)?.slice(1).map(Number) ?? []);

const tagsIn = (header: string): string[] => header.match(/(?:W\/)?"[^"]*"/g) ?? [];

export const stale = () => new Problem(412, 'The movie has changed since you read it. Read it again, and repeat the change.');

export const staleList = () =>
  new Problem(412, 'A movie has changed since you read this list. Read the list again before you delete all movies.');
