import { longestWaitS } from '@matinee/contracts/tokens';
import { unavailable } from '@matinee/runtime/problem';
import type { Server } from 'bun';
import { Elysia } from 'elysia';
import type { Forward } from './forward.ts';

type Context = { request: Request; set: { headers: Record<string, string | number> }; server: Server<unknown> | null };

export type TokenForwards = {
  forward: Forward;
  /** For a request that waits for a pairing: allows that time on top. */
  forwardWaiting: Forward;
  /** Aborted when the gateway is to stop, for which nobody's waiting is waited. */
  stopping: AbortSignal;
};

/** Everything at and under /api/tokens goes to pairing. What it answers is documented in openapi/tokens.ts. */
export const tokenRoutes = ({ forward, forwardWaiting, stopping }: TokenForwards) => {
  const toPairing = async ({ request, set, server }: Context) => {
    const from = {
      requestId: String(set.headers['x-request-id']),
      clientAddress: server?.requestIP(request)?.address ?? '',
    };
    if (request.method !== 'GET' || !/[?&]wait=/.test(request.url)) return forward(request, from);
    // Longer than the server's limit for a connection on which nothing moves.
    server?.timeout(request, longestWaitS + 30);
    const waiting = new Request(request, { signal: AbortSignal.any([request.signal, stopping]) });
    try {
      return await forwardWaiting(waiting, from);
    } catch (error) {
      throw stopping.aborted ? unavailable('The gateway is being restarted; ask again.', 1) : error;
    }
  };
  const asIs = { parse: 'none', detail: { hide: true } } as const;
  return new Elysia().all('/api/tokens', toPairing, asIs).all('/api/tokens/*', toPairing, asIs);
};
