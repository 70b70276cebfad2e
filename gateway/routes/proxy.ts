import { longestWaitS } from '@matinee/contracts/tokens';
import { gatewayPlugin } from '../plugins/request-context.ts';
import type { Upstream } from '../proxy/upstream.ts';

type Options = {
  upstream: Upstream;
  /** How long a request asks the upstream to wait with its response, ms. */
  waitMs?: (request: Request) => number;
};

/** Forwards every request under a prefix. */
export const proxyRoutes = (prefix: string, { upstream, waitMs = () => 0 }: Options) => {
  // The upstream's service describes these requests in the OpenAPI document.
  const options = { parse: 'none', detail: { hide: true } } as const;
  const app = gatewayPlugin(`proxy ${prefix}`);
  for (const path of [prefix, `${prefix}/*`]) {
    // Elysia would answer HEAD by the route of all methods, without its Content-Length, and looks for GET's own route first.
    for (const method of ['GET', 'HEAD', 'ALL'])
      app.route(
        method,
        path,
        ({ request, context, set, server }) => upstream.forward({ request, context, set, server }, waitMs(request)),
        options,
      );
  }
  return app;
};

/** A poll that waits until its token is paired (`?wait=25`). */
export const pairingWaitMs = ({ method, url }: Request): number =>
  method === 'GET' && /[?&]wait=/.test(url) ? longestWaitS * 1000 : 0;
