import { Problem, unavailable } from '@matinee/runtime/problem';
import { proxyStatus } from '../proxy/failures.ts';
import { gatewayPlugin, type Proto } from './request-context.ts';

/** Refuses requests that no route may see: an ambiguous target, a method that no proxy forwards, too many requests in flight. */
export const requestGuard = ({ maxInFlight, proto }: { maxInFlight: number; proto: Proto }) => {
  const origin = `${proto}://`;
  // Elysia looks for the path of an https URL from the 11th character on.
  const shortestHost = proto === 'https' ? 3 : 1;

  return gatewayPlugin('request-guard').onRequest(({ request, server }) => {
    const { url, method, headers } = request;
    if (method === 'TRACE' || method === 'CONNECT') throw notAllowed(method);
    // Bun resolves dot segments only in a URL that it can parse. Else Elysia would route by one path, and fetch would send another.
    const host = headers.get('host') ?? '';
    if (!url.startsWith(origin) || !URL.canParse(url) || host.includes(',') || host.length < shortestHost)
      throw new Problem(400, 'The request needs one valid Host header.');
    if (headers.get('x-api-key')?.includes(',')) throw new Problem(400, 'Send one X-API-Key.');
    if (server && server.pendingRequests > maxInFlight)
      throw unavailable(
        'The gateway has too many requests in flight; try again shortly.',
        1,
        proxyStatus('connection_limit_reached'),
      );
  });
};

const notAllowed = (method: string) =>
  new Problem(405, `The gateway does not accept ${method}.`, {
    headers: { allow: 'DELETE, GET, HEAD, PATCH, POST, PUT' },
  });
