import { Problem } from '@matinee/runtime/problem';
import { RateLimiterMemory } from 'rate-limiter-flexible';

// Looks of one client that may be under way at once: without a bound a client could send any number of guesses before the first
// of them is known to be wrong.
const atOnce = 100;

/**
 * Looks a token up for a client, and counts it when there is none: a wrong guess. A client that has guessed wrong too often gets no
 * answer at all, right guesses included, until the window that began with its first wrong guess is over.
 * @throws Problem 429 too_many_guesses
 */
export type Guesses = <T>(client: string, look: () => Promise<T | undefined>) => Promise<T | undefined>;

export const createGuesses = ({ wrong, windowS }: { wrong: number; windowS: number }): Guesses => {
  const limiter = new RateLimiterMemory({ points: wrong, duration: windowS });
  const looking = new Map<string, { underWay: number; queue: (() => void)[] }>();

  const enter = async (client: string) => {
    const line = looking.get(client) ?? { underWay: 0, queue: [] };
    looking.set(client, line);
    if (line.underWay >= atOnce) await new Promise<void>((resolve) => line.queue.push(resolve));
    else line.underWay += 1;
  };
  const leave = (client: string) => {
    const line = looking.get(client);
    if (!line) return;
    // The place of the one that leaves is the next one's.
    const next = line.queue.shift();
    if (next) return next();
    line.underWay -= 1;
    if (line.underWay === 0) looking.delete(client);
  };

  return async (client, look) => {
    await enter(client);
    try {
      const counted = await limiter.get(client);
      if (counted !== null && counted.consumedPoints >= wrong) throw tooManyGuesses(counted.msBeforeNext);
      const found = await look();
      if (found === undefined) await limiter.penalty(client);
      return found;
    } finally {
      leave(client);
    }
  };
};

const tooManyGuesses = (ms: number) => {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return new Problem(429, `Too many tokens that do not exist were asked for from here. Try again in ${seconds} s.`, {
    type: 'urn:matinee:problem:too_many_guesses',
    headers: { 'retry-after': String(seconds) },
  });
};
