import type { Log } from '@matinee/runtime/log';
import { Problem, unavailable } from '@matinee/runtime/problem';
import type { Server } from 'bun';
import type { HTTPHeaders } from 'elysia';
import type { RequestContext } from '../plugins/request-context.ts';
import { clientTooSlow, readWhole, smallBytes, statedLength, streamBody, streamResponse } from './body.ts';
import { type CircuitBreaker, createCircuitBreaker } from './circuit-breaker.ts';
import { circuitOpen, type Failure, failureOf, problemOf } from './failures.ts';
import { requestHeaders, responseHeaders } from './headers.ts';

/** Elysia's context, as far as forwarding needs it. */
export type Forwarded = {
  request: Request;
  context: RequestContext;
  set: { headers: HTTPHeaders };
  server: Server<unknown> | null;
};

export type Upstream = {
  name: string;
  origin: string;
  /** Sends a request on and streams the response back. @param waitMs how long the client asks the upstream to wait @throws Problem */
  forward: (forwarded: Forwarded, waitMs?: number) => Promise<Response>;
  breaker: CircuitBreaker;
};

type Options = {
  /** In logs and health; `title` in error texts: "The catalogue". */
  name: string;
  title: string;
  origin: string;
  /** How long the upstream may take to begin its response, and the client to send 4 KiB of its body, ms. */
  timeoutMs: number;
  breaker: { failures: number; openMs: number };
  maxBodyBytes: number;
  /** Aborted when the gateway stops: requests that wait are answered at once. */
  stopping: AbortSignal;
  log: Log;
};

// A session keeps one connection, so that fetch repeats a GET or HEAD once at most when that turns out to be closed.
const oneConnection = { keepAlive: { idleTimeout: 20, maxIdleSockets: 1 } };

// fetch repeats other methods by itself when a kept connection turns out to be closed, and a write must not run twice.
const keepsAlive = new Set(['GET', 'HEAD', 'POST', 'PATCH']);

/** A service behind the gateway. */
export const createUpstream = (options: Options): Upstream => {
  const { name, title, origin, timeoutMs, maxBodyBytes, stopping, log } = options;
  const breaker = createCircuitBreaker({
    ...options.breaker,
    onChange: (state) => log[state === 'open' ? 'warn' : 'info']({ upstream: name }, `the circuit breaker is ${state}`),
  });

  // The session used last is taken first: the connections that are too many fall out of use and are closed.
  const sessions: Bun.FetchSession[] = [];

  const failed = (failure: Failure, requestId: string, err?: unknown): Problem => {
    breaker.failed();
    log.warn({ upstream: name, request_id: requestId, error: failure, err }, 'the upstream failed');
    return problemOf(failure, title, timeoutMs);
  };

  const forward: Upstream['forward'] = async ({ request, context, set, server }, waitMs = 0) => {
    const { method, url, signal } = request;
    const length = statedLength(request, maxBodyBytes);
    const isSmall = length !== undefined && length <= smallBytes;
    const small = isSmall && length > 0 ? await readWhole(request, maxBodyBytes, timeoutMs) : undefined;
    const large = isSmall ? null : request.body;
    const pauseMs = breaker.admit();
    if (pauseMs > 0) throw circuitOpen(title, pauseMs);

    // Whatever ends the request early aborts it upstream; the reason is what the client gets.
    const abort = new AbortController();
    let ended: Problem | 'timeout' | 'client left' | undefined;
    const end = (reason: NonNullable<typeof ended>) => {
      ended ??= reason;
      abort.abort();
    };
    let isSent = large === null;
    const timer = setTimeout(() => end(isSent ? 'timeout' : clientTooSlow()), timeoutMs + waitMs);
    const onStop = () => end(unavailable('The gateway is being restarted; ask again.', 1));
    signal.addEventListener('abort', () => end('client left'));
    if (waitMs > 0) {
      server?.timeout(request, Math.ceil((timeoutMs + waitMs) / 1000) + 5);
      stopping.addEventListener('abort', onStop);
    }
    const onProgress = (isWhole: boolean) => {
      isSent = isWhole;
      timer.refresh();
    };
    const body = large === null ? small : streamBody(large, maxBodyBytes, { onProgress, onFail: end });

    const session = sessions.pop() ?? new Bun.FetchSession(oneConnection);
    try {
      const response = await fetch(origin + url.slice(url.indexOf('/', 8)), {
        method,
        headers: requestHeaders(request, context, body !== undefined),
        ...(body !== undefined && { body }),
        signal: abort.signal,
        redirect: 'manual',
        decompress: false,
        keepalive: keepsAlive.has(method),
        session,
      });
      isSent = true;
      const content = await contentOf(response, method, (error) => {
        if (ended === undefined) failed(failureOf(error), context.requestId, error);
      });
      breaker.succeeded();
      const headers = responseHeaders(response.headers, set.headers);
      // The response has these fields now: left here, they would make Elysia copy it.
      set.headers = {};
      return new Response(content, { status: response.status, headers });
    } catch (error) {
      if (ended === undefined) throw failed(failureOf(error), context.requestId, error);
      if (ended === 'timeout') throw failed('http_response_timeout', context.requestId);
      breaker.abandoned();
      throw ended === 'client left' ? new Problem(408, 'The client left before the response.') : ended;
    } finally {
      clearTimeout(timer);
      sessions.push(session);
      if (waitMs > 0) stopping.removeEventListener('abort', onStop);
    }
  };

  return { name, origin, breaker, forward };
};

/** A small body whole, a longer one as it comes. @throws what fetch throws when a small one breaks off */
const contentOf = async (response: Response, method: string, onBreak: (error: unknown) => void) => {
  const { status, headers } = response;
  const length = headers.get('content-length');
  if (method === 'HEAD' || status === 204 || status === 304 || length === '0') return null;
  // Bun would add a content type to bytes that have none.
  if (length !== null && Number(length) <= smallBytes && headers.has('content-type')) return response.bytes();
  return response.body && streamResponse(response.body, onBreak);
};
