// Conditional requests (RFC 9110, section 13) on a film, whose entity tag is its row's version, and on lists.
import { Problem } from '@matinee/runtime/problem';

export const etagOf = (version: number): string => `"${version}"`;

/** The tag of every list in a media type, as long as no movie changes. @param changes the catalogue's count of changes */
export const listEtagOf = (changes: number, isLines: boolean): string => `"${changes}${isLines ? '-lines' : ''}"`;

/** Whether If-None-Match names this tag, so that the client has what it stands for already. */
export const isUnchanged = (ifNoneMatch: string | null, tag: string): boolean =>
  ifNoneMatch !== null &&
  (ifNoneMatch.trim() === '*' || tagsIn(ifNoneMatch).some((known) => withoutWeakness(known) === withoutWeakness(tag)));

/** The versions of a movie that If-Match allows; undefined when it allows every one. A weak tag never matches a write. */
export const versionsAllowed = (ifMatch: string | null): number[] | undefined => numbersAllowed(ifMatch, /^"(\d{1,9})"$/);

/** The counts of changes that If-Match allows by the tags of lists; undefined when it allows every one. */
export const changesAllowed = (ifMatch: string | null): number[] | undefined =>
  numbersAllowed(ifMatch, /^"(\d{1,15})(?:-lines)?"$/);

const numbersAllowed = (ifMatch: string | null, tag: RegExp): number[] | undefined => {
  if (ifMatch === null || ifMatch.trim() === '*') return undefined;
  return tagsIn(ifMatch)
    .map((one) => tag.exec(one)?.[1])
    .flatMap((number) => (number === undefined ? [] : [Number(number)]));
};

export const stale = () => new Problem(412, 'The movie has changed since you read it. Read it again, and repeat the change.');

export const staleList = () =>
  new Problem(412, 'The catalogue has changed since you read this list. Read the list again before you delete all movies.');

const tagsIn = (header: string): string[] => header.match(/(?:W\/)?"[^"]*"/g) ?? [];

const withoutWeakness = (tag: string): string => tag.replace(/^W\//, '');
