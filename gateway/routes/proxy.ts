import { longestWaitS } from '@matinee/contracts/tokens';
import { gatewayPlugin } from '../plugins/request-context.ts';
import type { Upstream } from '../proxy/upstream.ts';

/** `waitMs`: the waiting time that a request asks for, ms. */
type Options = { upstream: Upstream; waitMs?: (request: Request) => number };

/** Forwards all requests under a prefix. */
export const proxyRoutes = (prefix: string, { upstream, waitMs = () => 0 }: Options) => {
  // The upstream's OpenAPI document describes them.
  const options = { parse: 'none', detail: { hide: true } } as const;
  const app = gatewayPlugin(`proxy ${prefix}`);
  for (const path of [prefix, `${prefix}/*`]) {
    // ALL alone would answer HEAD without its Content-Length, and is slower for GET.
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

/** Long polls of pairing (`?wait=25`). */
export const pairingWaitMs = ({ method, url }: Request): number =>
  method === 'GET' && /[?&]wait=/.test(url) ? longestWaitS * 1000 : 0;
