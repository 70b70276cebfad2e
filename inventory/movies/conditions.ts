// Conditional requests (RFC 9110, section 13) on a film, whose entity tag is its row's version.
import { Problem } from '@matinee/runtime/problem';

export const etagOf = (version: number): string => `"${version}"`;

/** Whether If-None-Match names this version, so that the client has it already. */
export const isUnchanged = (ifNoneMatch: string | null, version: number): boolean =>
  ifNoneMatch !== null &&
  (ifNoneMatch.trim() === '*' || tagsIn(ifNoneMatch).some((tag) => tag.replace(/^W\//, '') === etagOf(version)));

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
