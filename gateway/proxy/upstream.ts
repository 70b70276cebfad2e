import type { Log } from '@matinee/runtime/log';
import { Problem, unavailable } from '@matinee/runtime/problem';
import type { Server } from 'bun';
import type { HTTPHeaders } from 'elysia';
import type { RequestContext } from '../plugins/request-context.ts';
import { clientTooSlow, readWhole, smallBytes, statedLength, streamBody, streamResponse } from './body.ts';
import { createCircuitBreaker } from './circuit-breaker.ts';
import { circuitOpen, type Failure, failureOf, problemOf } from './failures.ts';
import { requestHeaders, responseHeaders } from './headers.ts';

/** The part of Elysia's context that forwarding needs. */
type Forwarded = { request: Request; context: RequestContext; set: { headers: HTTPHeaders }; server: Server<unknown> | null };

export type Upstream = ReturnType<typeof createUpstream>;

type Options = {
  /** For logs and health. */
  name: string;
  /** For clients, such as "The catalogue". */
  title: string;
  origin: string;
  /** How long the upstream may take to respond, and the client to send 4 KiB of its body, ms. */
  timeoutMs: number;
  breaker: { failures: number; openMs: number };
  maxBodyBytes: number;
  /** Aborted when long polls must be answered because the gateway stops. */
  stopping: AbortSignal;
  log: Log;
};

// With one connection per session, fetch repeats a GET or HEAD once at most when the connection turns out to be closed.
const oneConnection = { keepAlive: { idleTimeout: 20, maxIdleSockets: 1 } };

// fetch would repeat PUT and DELETE on a closed connection, and a write must not run twice.
const keepsAlive = new Set(['GET', 'HEAD', 'POST', 'PATCH']);

export const createUpstream = (options: Options) => {
  const { name, title, origin, timeoutMs, maxBodyBytes, stopping, log } = options;
  const breaker = createCircuitBreaker({
    ...options.breaker,
    onChange: (state) => log[state === 'open' ? 'warn' : 'info']({ upstream: name }, `the circuit breaker is ${state}`),
  });

  // A stack, so that surplus connections become idle and close.
  const sessions: Bun.FetchSession[] = [];

  const failed = (failure: Failure, requestId: string, err?: unknown): Problem => {
    breaker.failed();
    log.warn({ upstream: name, request_id: requestId, error: failure, err }, 'the upstream failed');
    return problemOf(failure, title, timeoutMs);
  };

  /** Forwards a request and streams its response. @param waitMs of a long poll @throws Problem */
  const forward = async ({ request, context, set, server }: Forwarded, waitMs = 0): Promise<Response> => {
    const { method, url, signal } = request;
    const length = statedLength(request, maxBodyBytes);
    const isSmall = length !== undefined && length <= smallBytes;
    const small = isSmall && length > 0 ? await readWhole(request, maxBodyBytes, timeoutMs) : undefined;
    const large = isSmall ? null : request.body;
    const pauseMs = breaker.admit();
    if (pauseMs > 0) throw circuitOpen(title, pauseMs);

    // The reason of an abort decides what the client gets.
    const abort = new AbortController();
    let ended: Problem | 'timeout' | 'client left' | undefined;
    const end = (reason: NonNullable<typeof ended>) => {
      ended ??= reason;
      abort.abort();
    };
    let isSent = large === null;
    const timer = setTimeout(() => end(isSent ? 'timeout' : clientTooSlow()), timeoutMs + waitMs);
    const onStop = () => end(unavailable('The gateway is restarting; try again.', 1));
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
      // Elysia would copy the response to add these again.
      set.headers = {};
      return new Response(content, { status: response.status, headers });
    } catch (error) {
      if (ended === undefined) throw failed(failureOf(error), context.requestId, error);
      if (ended === 'timeout') throw failed('http_response_timeout', context.requestId);
      breaker.abandoned();
      throw ended === 'client left' ? new Problem(408, 'The client closed the connection.') : ended;
    } finally {
      clearTimeout(timer);
      sessions.push(session);
      if (waitMs > 0) stopping.removeEventListener('abort', onStop);
    }
  };

  return { name, origin, breaker, forward };
};

/** A small body whole, a longer one as a stream. @throws fetch's error when a small one breaks off */
const contentOf = async (response: Response, method: string, onBreak: (error: unknown) => void) => {
  const { status, headers } = response;
  const length = headers.get('content-length');
  if (method === 'HEAD' || status === 204 || status === 304 || length === '0') return null;
  // Bun would add a missing content type to a body of bytes.
  if (length !== null && Number(length) <= smallBytes && headers.has('content-type')) return response.bytes();
  return response.body && streamResponse(response.body, onBreak);
};
