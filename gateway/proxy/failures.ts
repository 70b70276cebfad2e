import { Problem, unavailable } from '@matinee/runtime/problem';

/** Why an upstream gave no response, by the names of RFC 9209 (Proxy-Status), section 2.3. */
export type Failure = 'connection_refused' | 'connection_terminated' | 'http_protocol_error' | 'http_response_timeout';

/** Proxy-Status: the gateway itself made a response, and why. @param error a name of RFC 9209, section 2.3 */
export const proxyStatus = (error: string): Record<string, string> => ({ 'proxy-status': `matinee; error=${error}` });

/** The Proxy-Status of a problem that the gateway answers with, unless the problem has its own. */
export const proxyStatusOf = ({ status }: Problem): Record<string, string> => {
  if (status === 401 || status === 403 || status === 429) return proxyStatus('http_request_denied');
  return proxyStatus(status < 500 ? 'http_request_error' : 'proxy_internal_error');
};

const refused = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'FailedToOpenSocket']);
const terminated = new Set(['ECONNRESET', 'EPIPE', 'ConnectionClosed']);

/** The failure behind an error of fetch. */
export const failureOf = (error: unknown): Failure => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (refused.has(code)) return 'connection_refused';
  // Every other code names a response that is not HTTP: https://github.com/oven-sh/bun/blob/main/src/http.zig.
  return terminated.has(code) ? 'connection_terminated' : 'http_protocol_error';
};

/** The problem that a client gets. @param title the upstream as clients know it, such as "The catalogue" */
export const problemOf = (failure: Failure, title: string, timeoutMs: number): Problem => {
  const headers = proxyStatus(failure);
  switch (failure) {
    case 'connection_refused':
      return unavailable(`${title} is unavailable at the moment; try again shortly.`, 2, headers);
    case 'http_response_timeout':
      return new Problem(504, `${title} did not answer within ${timeoutMs / 1000} s.`, { headers });
    case 'connection_terminated':
      return new Problem(502, `${title} closed the connection before it had answered.`, { headers });
    case 'http_protocol_error':
      return new Problem(502, `${title} sent a response that is not valid HTTP.`, { headers });
  }
};

/** The circuit breaker is open. @param waitMs until it lets the next request through */
export const circuitOpen = (title: string, waitMs: number): Problem =>
  unavailable(
    `${title} has failed several times in a row; try again shortly.`,
    Math.ceil(waitMs / 1000),
    proxyStatus('destination_unavailable'),
  );
