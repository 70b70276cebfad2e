// The Idempotency-Key of https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/.
import { Problem } from '@matinee/runtime/problem';

/**
 * The key of a request; undefined without one. `"k"`, as the draft writes it, and `k` are the same key.
 * @param header the Idempotency-Key field
 * @throws Problem 400 for a key that is not 1 to 255 printable ASCII characters
 */
export const readIdempotencyKey = (header: string | null): string | undefined => {
  if (header === null) return undefined;
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(header)?.[1]?.replace(/\\(.)/g, '$1');
  const key = quoted ?? header;
  if (!/^[\x20-\x7e]{1,255}$/.test(key) || (quoted === undefined && header.includes('"'))) {
    throw new Problem(400, 'The Idempotency-Key must be one string of 1 to 255 printable ASCII characters.');
  }
  return key;
};
