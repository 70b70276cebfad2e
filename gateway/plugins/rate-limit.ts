import { countedAs } from '@matinee/runtime/client-address';
import type { Log } from '@matinee/runtime/log';
import { Problem } from '@matinee/runtime/problem';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Limit, RouteClass } from '../rate-limit/limits.ts';
import type { Store } from '../rate-limit/store.ts';
import { isApi, scopeOf } from '../routes/policy.ts';
import { gatewayPlugin } from './request-context.ts';

const warnEveryMs = 10_000;

export type RateLimitOptions = { limits: Map<RouteClass, Limit>; limitStore: Store | undefined; log: Log };

/**
 * Limits requests by fixed windows, per class of route and caller. With a store, several gateways share the counts; requests pass while
 * the store does not answer.
 * @throws Problem 429
 */
export const rateLimit = ({ limits, limitStore, log }: RateLimitOptions) => {
  const limiterOf = (name: RouteClass, points: number, duration: number) => {
    if (!limitStore) return new RateLimiterMemory({ points, duration, keyPrefix: '' });
    const store = { storeClient: limitStore.client, rejectIfRedisNotReady: true };
    return new RateLimiterRedis({ points, duration, keyPrefix: `matinee:${name}`, ...store });
  };
  const limiters = new Map(
    [...limits].map(([name, { quota, windowS }]) => {
      const limiter = limiterOf(name, quota, windowS);
      return [name, { limiter, policy: `"${name}";q=${quota};w=${windowS}`, label: `"${name}"` }] as const;
    }),
  );
  let warned = Number.NEGATIVE_INFINITY;
  const warn = (err: unknown) => {
    if (performance.now() - warned < warnEveryMs) return;
    warned = performance.now();
    log.warn({ err }, 'the rate limit store does not answer: requests are not limited');
  };

  return gatewayPlugin('rate-limit').onRequest(async ({ request, context, set }) => {
    if (!isApi(context.path)) return;
    const limited = limiters.get(context.policy ? scopeOf(context.policy, request.method) : 'api');
    if (!limited) return;
    const outcome = await limited.limiter
      .consume(context.caller?.countedAs ?? countedAs(context.client().address))
      .catch((error: unknown) => (error instanceof RateLimiterRes ? error : warn(error)));
    if (!outcome) return;
    const seconds = Math.max(1, Math.ceil(outcome.msBeforeNext / 1000));
    set.headers['ratelimit-policy'] = limited.policy;
    set.headers.ratelimit = `${limited.label};r=${outcome.remainingPoints};t=${seconds}`;
    if (outcome.consumedPoints > limited.limiter.points)
      throw new Problem(429, `Too many requests; try again in ${seconds} s.`, { headers: { 'retry-after': String(seconds) } });
  });
};
