import { Elysia, ValidationError } from 'elysia';
import type { Log } from './log.ts';
import { faultsOf, Problem } from './problem.ts';

type ServiceOptions = {
  log: Log;
  /** How long a connection may be silent, also while its request is in flight, s. */
  idleTimeoutS: number;
  /** Routes of Bun.serve, which Elysia never sees. */
  routes?: Record<string, { GET: (request: Request) => Response }>;
  /** Whether Elysia searches the path of a URL from index 11 on, as https needs it, rather than from 7. */
  standardHostname?: boolean;
  /** Further headers of error responses. */
  problemHeaders?: (problem: Problem) => Record<string, string>;
};

/** The base of each service's app: request ids, and errors as application/problem+json. */
export const createService = ({ log, idleTimeoutS, routes = {}, standardHostname = false, problemHeaders }: ServiceOptions) => {
  const app = new Elysia({
    // Reject unknown fields instead of dropping them.
    normalize: false,
    handler: { standardHostname },
    // Bun's router would answer some requests before the hooks below.
    systemRouter: false,
    serve: {
      // Bun's development error page shows code and paths.
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
      const path = pathOf(request);
      const problem = code === 'NOT_FOUND' ? notFound(path, request.method, app.routes) : toProblem(error);
      const { status, more } = problem;
      if (status === 500) log.error({ err: error, request_id: requestId, method: request.method, path }, 'request failed');
      const own = { 'content-type': 'application/problem+json', 'x-request-id': requestId };
      const headers = { ...problemHeaders?.(problem), ...more.headers, ...own };
      return Response.json(problem.body(path, requestId), { status, headers });
    });
  return app;
};

/** The client's request id if it is valid, otherwise a new one. */
export const requestIdOf = ({ headers }: Request): string => {
  const given = headers.get('x-request-id');
  return given !== null && /^[\w.:-]{1,128}$/.test(given) ? given : Bun.randomUUIDv7();
};

/** The path as the client sent it, without the query. */
export const pathOf = ({ url }: Request): string => {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  const end = url.indexOf('?', start);
  return url.slice(start, end === -1 ? undefined : end);
};

const toProblem = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  if (error instanceof ValidationError) {
    const errors = faultsOf(error.all);
    return new Problem(422, `The ${error.type} is invalid; \`errors\` says what to correct.`, { errors });
  }
  // Elysia wraps errors of body parsers.
  if (error instanceof Error && error.cause instanceof Problem) return error.cause;
  return new Problem(500, 'Internal error. The log has its details under this request_id.');
};

/** 405 with Allow for a known path, otherwise 404. */
const notFound = (path: string, method: string, routes: { method: string; path: string }[]): Problem => {
  const isAt = (route: string) => {
    const pattern = route.replace(/(.)\/$/, '$1').replace('*', '.*');
    return new RegExp(`^${pattern.replace(/:[^/]+/g, '[^/]+')}/?$`).test(path);
  };
  const methods = new Set(routes.filter((route) => isAt(route.path)).map((route) => route.method));
  if (methods.size === 0) return new Problem(404, `There is nothing at ${path}.`);
  if (methods.has('GET')) methods.add('HEAD');
  const allow = [...methods].sort().join(', ');
  return new Problem(405, `${path} accepts ${allow}, not ${method}.`, { headers: { allow } });
};
