import type { Log } from '@matinee/runtime/log';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Limit, RouteClass } from './limits.ts';
import type { Store } from './store.ts';

/**
 * Counts a request, and then goes on: with the fields for its answer (none where nothing was counted), and, when it may not pass, after how
 * many seconds to come back.
 * @param who a key's name or a client's address
 */
export type Throttle = (routeClass: RouteClass, who: string, goOn: (lines: string, refusedForS?: number) => void) => void;

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
      const fields = `RateLimit-Policy: "${routeClass}";q=${quota};w=${windowS}\r\nRateLimit: "${routeClass}"`;
      return [routeClass, { limiter, fields }] as const;
    }),
  );
  let warned = Number.NEGATIVE_INFINITY;
  const warn = (err: unknown) => {
    if (performance.now() - warned < warnEveryMs) return;
    warned = performance.now();
    log.warn({ err }, 'the store of rate limits does not answer: requests pass uncounted');
  };

  return (routeClass, who, goOn) => {
    const limited = limiters.get(routeClass);
    if (!limited) return goOn('');
    const { limiter, fields } = limited;
    limiter.consume(who).then(
      (count) => goOn(linesOf(fields, count)),
      (refusal: unknown) => {
        if (refusal instanceof RateLimiterRes) return goOn(linesOf(fields, refusal), Math.max(1, seconds(refusal.msBeforeNext)));
        warn(refusal);
        goOn('');
      },
    );
  };
};

const linesOf = (fields: string, { remainingPoints, msBeforeNext }: RateLimiterRes): string =>
  `${fields};r=${remainingPoints};t=${seconds(msBeforeNext)}\r\n`;

const seconds = (ms: number) => Math.ceil(ms / 1000);
