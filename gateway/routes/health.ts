import { type Broker, brokerCheck } from '@matinee/runtime/broker';
import { type Check, healthResponse, liveResponse } from '@matinee/runtime/health';
import { requestIdOf } from '@matinee/runtime/service';
import { Elysia } from 'elysia';
import type { Upstream } from '../proxy/upstream.ts';
import { getHealth, getLive } from './documentation.ts';

/** Health checks by the name of the dependency. */
export type Checks = Record<string, () => Check | Promise<Check>>;

export const healthRoutes = (checks: Checks) =>
  new Elysia({ tags: ['gateway'] })
    .get('/health', () => healthResponse(checks), { detail: getHealth })
    .get('/health/live', liveResponse, { detail: getLive });

/** A route of Bun.serve, for probes without a Host header, which Elysia cannot route. */
export const liveRoute = (fields: Record<string, string>) => ({
  GET: (request: Request): Response => {
    const response = liveResponse();
    for (const [name, value] of Object.entries({ ...fields, 'x-request-id': requestIdOf(request) }))
      response.headers.set(name, value);
    return response;
  },
});

type Deps = { upstreams: Upstream[]; broker: Broker; isClosing: () => boolean };

export const createChecks = ({ upstreams, broker, isClosing }: Deps): Checks => ({
  gateway: () => (isClosing() ? { status: 'fail', output: 'is about to stop' } : { status: 'ok' }),
  ...Object.fromEntries(upstreams.map((upstream) => [upstream.name, () => upstreamCheck(upstream)])),
  rabbitmq: () => brokerCheck(broker),
});

const upstreamCheck = async ({ origin, breaker }: Upstream): Promise<Check> => {
  const { ok } = await fetch(`${origin}/health`, { signal: AbortSignal.timeout(1500) });
  if (!ok) return { status: 'fail', output: 'is not healthy' };
  // Closes the circuit breaker without waiting for the next request.
  breaker.succeeded();
  return { status: 'ok' };
};
