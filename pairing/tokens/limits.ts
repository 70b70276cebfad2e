import { readCode } from '@matinee/contracts/tokens';
import { type ClientAddressOf, countedAs } from '@matinee/runtime/client-address';
import { Problem } from '@matinee/runtime/problem';
import type { Server } from 'bun';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/** The values of X-On-Behalf-Of: visible ASCII without the comma, which joins repeated headers. */
export const personPattern = /^[!-+\--~]{1,64}$/;

/**
 * Finds the key of a client's limits: its address, and the person whom a gateway names in X-On-Behalf-Of.
 * @throws Problem 400 for an invalid X-On-Behalf-Of
 */
export const clientsBehind =
  (gateways: ClientAddressOf) =>
  (request: Request, server: Server<unknown> | null): string => {
    const { address, isProxied } = gateways(request.headers, server?.requestIP(request)?.address ?? '');
    const person = isProxied ? request.headers.get('x-on-behalf-of') : null;
    if (person === null) return countedAs(address);
    if (personPattern.test(person)) return `${countedAs(address)} ${person}`;
    throw new Problem(400, 'X-On-Behalf-Of must be 1 to 64 visible ASCII characters without a comma, such as telegram:12345.');
  };

// Concurrent lookups of a client. Without a limit, any number of guesses could start before the first is counted.
const maxConcurrent = 100;

/**
 * Looks up a code for a client, and counts a code without a token as a wrong guess. After too many wrong guesses all lookups of the
 * client are rejected until its window ends.
 * @throws Problem 404, or 429 too_many_guesses
 */
export type Guesses = <T>(client: string, written: string, lookup: (code: string) => Promise<T | undefined>) => Promise<T>;

export const createGuesses = ({ wrong, windowS }: { wrong: number; windowS: number }): Guesses => {
  const limiter = new RateLimiterMemory({ points: wrong, duration: windowS });
  const active = new Map<string, { count: number; queue: (() => void)[] }>();

  const enter = async (client: string) => {
    const lookups = active.get(client) ?? { count: 0, queue: [] };
    active.set(client, lookups);
    if (lookups.count >= maxConcurrent) await new Promise<void>((resolve) => lookups.queue.push(resolve));
    else lookups.count += 1;
    return () => {
      const next = lookups.queue.shift();
      if (next) return next();
      lookups.count -= 1;
      if (lookups.count === 0) active.delete(client);
    };
  };

  return async (client, written, lookup) => {
    const leave = await enter(client);
    try {
      const counted = await limiter.get(client);
      if (counted !== null && counted.consumedPoints >= wrong)
        throw tooMany('too_many_guesses', 'You asked for too many tokens that do not exist.', counted.msBeforeNext);
      const code = readCode(written);
      const found = code === undefined ? undefined : await lookup(code);
      if (found !== undefined) return found;
      await limiter.penalty(client);
      throw unknownToken();
    } finally {
      leave();
    }
  };
};

export const unknownToken = () => new Problem(404, 'No token has this code. Check the code.');

export const tooMany = (type: 'too_many_guesses' | 'slow_down', detail: string, waitMs: number) => {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  const headers = { 'retry-after': String(seconds) };
  return new Problem(429, `${detail} Try again in ${seconds} s.`, { type: `urn:matinee:problem:${type}`, headers });
};

/**
 * Limits polls to one per interval and key.
 * @returns a function that returns 0 for an allowed poll, else the ms until the next one; only allowed polls are recorded
 */
export const createPolls = (intervalMs: number, now = () => performance.now()): ((key: string) => number) => {
  // Two generations of at least an interval each. Deleting expired keys one by one would leave a Map with holes, which is slow.
  let newer = new Map<string, number>();
  let older = new Map<string, number>();
  let began = now();
  return (key) => {
    const time = now();
    if (time - began >= intervalMs) {
      [older, newer] = [newer, new Map()];
      began = time;
    }
    const next = (newer.get(key) ?? older.get(key) ?? Number.NEGATIVE_INFINITY) + intervalMs;
    if (next > time) return next - time;
    newer.set(key, time);
    return 0;
  };
};
