import type { Server } from 'bun';
import { Elysia } from 'elysia';
import type { Forward } from './forward.ts';

type Context = { request: Request; set: { headers: Record<string, string | number> }; server: Server<unknown> | null };

/** Everything at and under /api/movies goes to inventory. What it answers is documented in openapi/movies.ts. */
export const movieRoutes = (forward: Forward) => {
  const toInventory = ({ request, set, server }: Context) =>
    forward(request, {
      requestId: String(set.headers['x-request-id']),
      clientAddress: server?.requestIP(request)?.address ?? '',
    });
  const asIs = { parse: 'none', detail: { hide: true } } as const;
  return new Elysia().all('/api/movies', toInventory, asIs).all('/api/movies/*', toInventory, asIs);
};
