import type { Log } from '@matinee/runtime/log';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Limit, RouteClass } from './limits.ts';
import type { Store } from './store.ts';

/** What a request's count says: the fields for its answer, and after how many seconds to come back when it may not pass. */
export type Count = { lines: string; refusedForS: number | undefined };

/**
 * Counts a request, and then goes on: with the count, or with undefined where nothing was counted.
 * @param who a key's name or a client's address
 */
export type Throttle = (routeClass: RouteClass, who: string, goOn: (count: Count | undefined) => void) => void;

const warnEveryMs = 10_000;

/**
 * Limits by fixed windows, one for each class of route and each caller. With a store that several gateways share they count together; when
 * it does not answer, requests pass, and the log says so.
 */
export const createThrottle = (limits: Map<RouteClass, Limit>, store: Store | undefined, log: Log): Throttle => {
  const limiters = new Map(
    [...limits].map(([routeClass, { quota, windowS }]) => {
      const options = { points: quota, duration: windowS };
      const limiter = store
        ? new RateLimiterRedis({
            ...options,
            keyPrefix: `matinee:${routeClass}`,
            storeClient: store.client,
            rejectIfRedisNotReady: true,
          })
        : new RateLimiterMemory({ ...options, keyPrefix: '' });
      return [routeClass, { limiter, policy: `RateLimit-Policy: "${routeClass}";q=${quota};w=${windowS}\r\n` }] as const;
    }),
  );
  let warned = Number.NEGATIVE_INFINITY;
  const failOpen = (err: unknown): undefined => {
    if (performance.now() - warned < warnEveryMs) return;
    warned = performance.now();
    log.warn({ err }, 'the store of rate limits does not answer: requests pass uncounted');
  };

  return (routeClass, who, goOn) => {
    const limited = limiters.get(routeClass);
    if (!limited) return goOn(undefined);
    const { limiter, policy } = limited;
    const lines = ({ remainingPoints, msBeforeNext }: RateLimiterRes) =>
      `${policy}RateLimit: "${routeClass}";r=${remainingPoints};t=${seconds(msBeforeNext)}\r\n`;
    limiter.consume(who).then(
      (result) => goOn({ lines: lines(result), refusedForS: undefined }),
      (refusal: unknown) => {
        if (!(refusal instanceof RateLimiterRes)) return goOn(failOpen(refusal));
        goOn({ lines: lines(refusal), refusedForS: Math.max(1, seconds(refusal.msBeforeNext)) });
      },
    );
  };
};

const seconds = (ms: number) => Math.ceil(ms / 1000);
