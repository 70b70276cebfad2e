import { Problem, unavailable } from '@matinee/runtime/problem';
import { proxyStatus } from '../proxy/failures.ts';
import { gatewayPlugin, type Proto } from './request-context.ts';

export type GuardOptions = { maxInFlight: number; proto: Proto };

/** Rejects ambiguous requests, methods that no proxy forwards, and requests beyond the limit of those in flight. */
export const requestGuard = ({ maxInFlight, proto }: GuardOptions) => {
  const origin = `${proto}://`;
  // Elysia searches the path of an https URL from index 11 on.
  const shortestHost = proto === 'https' ? 3 : 1;

  return gatewayPlugin('request-guard').onRequest(({ request: { url, method, headers }, server }) => {
    if (method === 'TRACE' || method === 'CONNECT') throw notAllowed(method);
    // Bun resolves dot segments of valid URLs only: Elysia would route by one path, and fetch would send another.
    const host = headers.get('host') ?? '';
    if (!url.startsWith(origin) || !URL.canParse(url) || host.includes(',') || host.length < shortestHost)
      throw new Problem(400, 'The request needs one valid Host header.');
    if (headers.get('x-api-key')?.includes(',')) throw new Problem(400, 'Send only one X-API-Key header.');
    if (server && server.pendingRequests > maxInFlight) throw tooManyInFlight();
  });
};

const tooManyInFlight = () =>
  unavailable('The gateway has too many requests in flight; try again shortly.', 1, proxyStatus('connection_limit_reached'));

const notAllowed = (method: string) =>
  new Problem(405, `The gateway does not accept ${method}.`, { headers: { allow: 'DELETE, GET, HEAD, PATCH, POST, PUT' } });
