import type { Log } from '@matinee/runtime/log';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Limit, RouteClass } from './limits.ts';
import type { Store } from './store.ts';

/** What a request's count says: the fields for its answer, and after how many seconds to come back when it may not pass. */
export type Count = { lines: string; refusedForS: number | undefined };

/** Counts a request. Undefined: it is not limited. @param who a key's name or a client's address */
export type Throttle = (routeClass: RouteClass, who: string) => Promise<Count | undefined> | undefined;

const warnEveryMs = 10_000;

/**
 * Limits by fixed windows, one for each class of route and each caller. With a store that several gateways share they count together; when
 * it does not answer, requests pass, and the log says so.
 */
export const createThrottle = (limits: Map<RouteClass, Limit>, store: Store | undefined, log: Log): Throttle => {
  const limiters = new Map(
    [...limits].map(([routeClass, { quota, windowS }]) => {
      const options = { points: quota, duration: windowS, keyPrefix: `matinee:${routeClass}` };
      const limiter = store
        ? new RateLimiterRedis({ ...options, storeClient: store.client, rejectIfRedisNotReady: true })
        : new RateLimiterMemory(options);
      return [routeClass, { limiter, policy: `RateLimit-Policy: "${routeClass}";q=${quota};w=${windowS}\r\n` }] as const;
    }),
  );
  let warned = Number.NEGATIVE_INFINITY;
  const failOpen = (err: unknown): undefined => {
    if (performance.now() - warned < warnEveryMs) return;
    warned = performance.now();
    log.warn({ err }, 'the store of rate limits does not answer: requests pass uncounted');
  };

  return (routeClass, who) => {
    const limited = limiters.get(routeClass);
    if (!limited) return undefined;
    const lines = ({ remainingPoints, msBeforeNext }: RateLimiterRes, policy: string) =>
      `${policy}RateLimit: "${routeClass}";r=${remainingPoints};t=${seconds(msBeforeNext)}\r\n`;
    return limited.limiter.consume(who).then(
      (result) => ({ lines: lines(result, limited.policy), refusedForS: undefined }),
      (refusal: unknown) =>
        refusal instanceof RateLimiterRes
          ? { lines: lines(refusal, limited.policy), refusedForS: Math.max(1, seconds(refusal.msBeforeNext)) }
          : failOpen(refusal),
    );
  };
};

const seconds = (ms: number) => Math.ceil(ms / 1000);
