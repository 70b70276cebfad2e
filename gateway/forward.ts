import type { Log } from '@matinee/runtime/log';
import { Problem, unavailable } from '@matinee/runtime/problem';
import { requestHeaders, responseHeaders } from './headers.ts';

export type Forward = (request: Request, from: { requestId: string; clientAddress: string }) => Promise<Response>;

/**
 * Sends a request on to an upstream and its answer back, both as they are: method, path and query, status, fields and body.
 * Neither body is looked at or held: each goes through as fast as its reader takes it.
 * @param origin the upstream's, such as `http://127.0.0.1:8080`
 * @param timeoutMs how long the upstream may take to begin an answer
 * @throws Problem 502 (it broke off), 503 (it is away) or 504 (it is slow)
 */
export const createForward =
  ({ origin, timeoutMs, log }: { origin: string; timeoutMs: number; log: Log }): Forward =>
  async (request, from) => {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), timeoutMs);
    try {
      const response = await fetch(origin + targetOf(request.url), {
        method: request.method,
        headers: requestHeaders(request, from),
        body: request.body,
        redirect: 'manual',
        decompress: false,
        // When the client leaves, the upstream's work is for nobody.
        signal: AbortSignal.any([request.signal, limit.signal]),
      });
      return new Response(response.body, {
        status: response.status,
        statusText: response.statusText,
        headers: responseHeaders(response),
      });
    } catch (err) {
      throw problemOf(err, {
        timedOut: limit.signal.aborted,
        clientGone: request.signal.aborted,
        timeoutMs,
        log,
        requestId: from.requestId,
      });
    } finally {
      clearTimeout(timer);
    }
  };

/** Path and query as they were sent, but for dot segments and raw characters that no URL may have: Bun has resolved those. */
const targetOf = (url: string): string => url.slice(url.indexOf('/', url.indexOf('://') + 3));

type Failure = { timedOut: boolean; clientGone: boolean; timeoutMs: number; log: Log; requestId: string };

const problemOf = (err: unknown, { timedOut, clientGone, timeoutMs, log, requestId }: Failure): Problem => {
  if (clientGone) return new Problem(499, 'The client went away.');
  log.warn({ err, request_id: requestId, timed_out: timedOut }, 'the upstream failed');
  if (timedOut) return new Problem(504, `The catalogue did not answer within ${timeoutMs / 1000} s.`);
  if (['ConnectionRefused', 'ECONNREFUSED'].includes((err as { code?: string }).code ?? ''))
    return unavailable('The catalogue is away at the moment; try again shortly.');
  return new Problem(502, 'The catalogue broke off the connection before it had answered.');
};
