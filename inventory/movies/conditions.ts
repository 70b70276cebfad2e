// Conditional requests (RFC 9110, section 13) on a film, whose entity tag is its row's version, and on lists.
import { Problem } from '@matinee/runtime/problem';

export const etagOf = (version: number): string => `"${version}"`;

/** Whether If-None-Match names this tag, so that the client has what it stands for already. */
export const isUnchanged = (ifNoneMatch: string | null, tag: string): boolean =>
  ifNoneMatch !== null &&
  (ifNoneMatch.trim() === '*' || tagsIn(ifNoneMatch).some((known) => withoutWeakness(known) === withoutWeakness(tag)));

/** The versions that If-Match allows; undefined when it allows every one. A weak tag never matches a write. */
export const versionsAllowed = (ifMatch: string | null): number[] | undefined => {
  if (ifMatch === null || ifMatch.trim() === '*') return undefined;
  return tagsIn(ifMatch)
    .map((tag) => /^"(\d{1,9})"$/.exec(tag)?.[1])
    .flatMap((version) => (version === undefined ? [] : [Number(version)]));
};

export const stale = () =>
  new Problem(412, 'The film has changed since you read it: read it again, and repeat the change on what it is now.');

const tagsIn = (header: string): string[] => header.match(/(?:W\/)?"[^"]*"/g) ?? [];

const withoutWeakness = (tag: string): string => tag.replace(/^W\//, '');
