import { Problem } from '@matinee/runtime/problem';

/**
 * The key of the Idempotency-Key header: `"k"`, as the draft specifies, and `k` are the same.
 * https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 * @throws Problem 400
 */
export const readIdempotencyKey = (header: string | null): string | undefined => {
  if (header === null) return undefined;
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(header)?.[1]?.replace(/\\(.)/g, '$1');
  const key = quoted ?? header;
  if (!/^[\x20-\x7e]{1,255}$/.test(key) || (quoted === undefined && header.includes('"')))
    throw new Problem(400, 'The Idempotency-Key must be one string of 1 to 255 printable ASCII characters.');
  return key;
};
