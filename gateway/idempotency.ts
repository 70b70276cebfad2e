// The Idempotency-Key of https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/.
import { Problem } from '@matinee/runtime/problem';

/**
 * The key that a request carries; undefined when it carries none. `"k"`, as the draft writes it, and `k` are the same key.
 * @param given the values of its Idempotency-Key fields
 * @throws Problem 400 for one that is not 1 to 255 printable ASCII characters
 */
export const readIdempotencyKey = (given: string[]): string | undefined => {
  if (given.length === 0) return undefined;
  const header = given.join(', ');
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(header)?.[1]?.replace(/\\(.)/g, '$1');
  const key = quoted ?? header;
  if (!/^[\x20-\x7e]{1,255}$/.test(key) || (quoted === undefined && header.includes('"'))) {
    throw new Problem(400, 'The Idempotency-Key must be one string of 1 to 255 printable ASCII characters.');
  }
  return key;
};

/** The message id of an order with this key: the same again for the same caller, so that a repeat needs no memory here. */
export const messageIdOf = (key: string, caller: string): string =>
  new Bun.CryptoHasher('sha256').update(`${caller}\0${key}`).digest('base64url');
