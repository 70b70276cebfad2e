import { Problem, unavailable } from '@matinee/runtime/problem';

/** Why an upstream did not respond, as an error type of Proxy-Status (RFC 9209, section 2.3). */
export type Failure = 'connection_refused' | 'connection_terminated' | 'http_protocol_error' | 'http_response_timeout';

export const proxyStatus = (error: string): Record<string, string> => ({ 'proxy-status': `matinee; error=${error}` });

/** The Proxy-Status of the gateway's own errors, unless an error sets another. */
export const proxyStatusOf = ({ status }: Problem): Record<string, string> => {
  if (status === 401 || status === 403 || status === 429) return proxyStatus('http_request_denied');
  return proxyStatus(status < 500 ? 'http_request_error' : 'proxy_internal_error');
};

const refused = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'FailedToOpenSocket']);
const terminated = new Set(['ECONNRESET', 'EPIPE', 'ConnectionClosed']);

/** Classifies an error of fetch. */
export const failureOf = (error: unknown): Failure => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (refused.has(code)) return 'connection_refused';
  // All other codes are about invalid HTTP: https://github.com/oven-sh/bun/blob/main/src/http.zig.
  return terminated.has(code) ? 'connection_terminated' : 'http_protocol_error';
};

/** @param title the upstream's name for clients, such as "The catalogue" */
export const problemOf = (failure: Failure, title: string, timeoutMs: number): Problem => {
  const headers = proxyStatus(failure);
  if (failure === 'connection_refused') return unavailable(`${title} is unavailable; try again shortly.`, 2, headers);
  if (failure === 'http_response_timeout')
    return new Problem(504, `${title} did not answer within ${timeoutMs / 1000} s.`, { headers });
  const fault = failure === 'connection_terminated' ? 'closed the connection before its response' : 'sent invalid HTTP';
  return new Problem(502, `${title} ${fault}.`, { headers });
};

/** @param waitMs until the circuit breaker admits a request again */
export const circuitOpen = (title: string, waitMs: number): Problem => {
  const seconds = Math.ceil(waitMs / 1000);
  return unavailable(
    `${title} failed several times in a row; try again shortly.`,
    seconds,
    proxyStatus('destination_unavailable'),
  );
};
