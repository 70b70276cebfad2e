import { Elysia, ValidationError } from 'elysia';
import type { Log } from './log.ts';
import { type Fault, Problem, problemResponse } from './problem.ts';
import { requestIdOf } from './trace.ts';

type ServiceOptions = {
  log: Log;
  /** Seconds that a connection may be silent, also while a request is answered. */
  idleTimeoutS: number;
  /** Routes that Bun answers before Elysia sees the request. */
  routes?: Record<string, { GET: (request: Request) => Response }>;
  /** Elysia looks for the path from the 11th character of the URL on; false: from the 7th, which an https URL does not allow. */
  standardHostname?: boolean;
  /** Further header fields of an error response. */
  problemHeaders?: (problem: Problem) => Record<string, string>;
};

/** What each service's app begins with: request ids, and every error as problem+json. */
export const createService = ({
  log,
  idleTimeoutS,
  routes = {},
  standardHostname = false,
  problemHeaders = () => ({}),
}: ServiceOptions) => {
  const app = new Elysia({
    // An unknown field is refused, not dropped in silence.
    normalize: false,
    handler: { standardHostname },
    // One router for every path and method, so that the hooks below see each request.
    systemRouter: false,
    // Bun's error page shows code and paths.
    serve: {
      development: false,
      reusePort: false,
      idleTimeout: idleTimeoutS,
      maxRequestBodySize: Number.MAX_SAFE_INTEGER,
      routes,
    },
  })
    .onRequest(({ set, request }) => {
      const id = requestIdOf(request);
      set.headers['x-request-id'] = id;
      if (log.isLevelEnabled('debug')) log.debug({ request_id: id, method: request.method, path: pathOf(request) }, 'request');
    })
    .onError({ as: 'global' }, ({ error, code, request, set }) => {
      const requestId = String(set.headers['x-request-id']);
      const problem = code === 'NOT_FOUND' ? notFound(request, app.routes) : toProblem(error);
      if (problem.status === 500) {
        log.error({ err: error, request_id: requestId, method: request.method, path: pathOf(request) }, 'request failed');
      }
      return problemResponse(problem, pathOf(request), requestId, problemHeaders(problem));
    });
  return app;
};

/** The path as it was sent, without the query. */
export const pathOf = (request: Request): string => {
  const start = request.url.indexOf('/', request.url.indexOf('://') + 3);
  const end = request.url.indexOf('?', start);
  return request.url.slice(start, end === -1 ? undefined : end);
};

const toProblem = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  if (error instanceof ValidationError) return invalid(error);
  // Elysia wraps what a body's reader throws.
  if (error instanceof Error && error.cause instanceof Problem) return error.cause;
  return new Problem(500, 'Something went wrong here. It has been logged under this request_id.');
};

const invalid = (error: ValidationError): Problem => {
  const faults = new Map<string, Fault>();
  for (const { path, message, schema } of error.all as { path: string; message: string; schema?: { error?: string } }[]) {
    // The first fault of a place says it; those behind it follow from it.
    if (!faults.has(path)) faults.set(path, { path, message: schema?.error ?? message });
  }
  return new Problem(422, `The ${error.type} is not of the shape that this operation takes.`, { errors: [...faults.values()] });
};

/** 405 with Allow where another method has this path, else 404. */
const notFound = (request: Request, routes: { method: string; path: string }[]): Problem => {
  const path = pathOf(request).replace(/(.)\/$/, '$1');
  const matches = (route: string) =>
    new RegExp(
      `^${route
        .replace(/(.)\/$/, '$1')
        .replace(/:[^/]+/g, '[^/]+')
        .replace('*', '.*')}$`,
    ).test(path);
  const methods = new Set(routes.filter((route) => matches(route.path)).map((route) => route.method));
  if (methods.size === 0) return new Problem(404, `There is nothing at ${path}.`);
  if (methods.has('GET')) methods.add('HEAD');
  const allow = [...methods].sort().join(', ');
  return new Problem(405, `${path} takes ${allow}, not ${request.method}.`, { headers: { allow } });
};
