import { countedAs } from '@matinee/runtime/client-address';
import type { Log } from '@matinee/runtime/log';
import { Problem } from '@matinee/runtime/problem';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Limit, RouteClass } from '../rate-limit/limits.ts';
import type { Store } from '../rate-limit/store.ts';
import { isApi, scopeOf } from '../routes/policy.ts';
import { gatewayPlugin } from './request-context.ts';

const warnEveryMs = 10_000;

type Options = { limits: Map<RouteClass, Limit>; limitStore: Store | undefined; log: Log };

/**
 * Limits requests by fixed windows, one per class of route and caller. Several gateways count together in a store; while the store does
 * not answer, requests pass, and the log says so.
 * @throws Problem 429
 */
export const rateLimit = ({ limits, limitStore, log }: Options) => {
  const limiters = new Map(
    [...limits].map(([name, { quota, windowS }]) => {
      const options = { points: quota, duration: windowS };
      const limiter = limitStore
        ? new RateLimiterRedis({
            ...options,
            keyPrefix: `matinee:${name}`,
            storeClient: limitStore.client,
            rejectIfRedisNotReady: true,
          })
        : new RateLimiterMemory({ ...options, keyPrefix: '' });
      return [name, { limiter, policy: `"${name}";q=${quota};w=${windowS}`, label: `"${name}"` }] as const;
    }),
  );
  let warned = Number.NEGATIVE_INFINITY;
  const warn = (err: unknown) => {
    if (performance.now() - warned < warnEveryMs) return;
    warned = performance.now();
    log.warn({ err }, 'the rate limit store does not answer: requests pass uncounted');
  };

  return gatewayPlugin('rate-limit').onRequest(async ({ request, context, set }) => {
    if (!isApi(context.path)) return;
    const limited = limiters.get(context.policy ? scopeOf(context.policy, request.method) : 'api');
    if (!limited) return;
    const outcome = await limited.limiter
      .consume(context.caller?.countedAs ?? countedAs(context.client().address))
      .catch((error: unknown) => (error instanceof RateLimiterRes ? error : warn(error)));
    if (!outcome) return;
    const seconds = Math.ceil(outcome.msBeforeNext / 1000);
    set.headers['ratelimit-policy'] = limited.policy;
    set.headers.ratelimit = `${limited.label};r=${outcome.remainingPoints};t=${seconds}`;
    if (outcome.consumedPoints > limited.limiter.points) throw tooManyRequests(Math.max(1, seconds));
  });
};

const tooManyRequests = (seconds: number) =>
  new Problem(429, `Too many requests; try again in ${seconds} s.`, { headers: { 'retry-after': String(seconds) } });
