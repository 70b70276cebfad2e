/** One fault of an input: where (a JSON pointer, or a parameter's name) and what. */
export type Fault = { path: string; message: string };

/** The title of each status that a problem may have. */
export const titles: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  505: 'HTTP Version Not Supported',
};

/**
 * An error that its thrower means for the client: everything in it is sent. Any other error that is thrown becomes a 500 that
 * says nothing of its cause. `type`: a URI that programs know this problem by, where its status does not say enough.
 */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly more: { type?: string; errors?: Fault[]; headers?: Record<string, string> } = {},
  ) {
    super(detail);
  }
}

/** The words for a status. */
export const titleOf = (status: number): string => titles[status] ?? 'Error';

/** A problem's members (RFC 9457). `instance` is the request's path. */
export const problemBody = ({ status, detail, more }: Problem, instance: string, requestId: string) => ({
  type: more.type ?? 'about:blank',
  title: titleOf(status),
  status,
  detail,
  instance,
  request_id: requestId,
  ...(more.errors && { errors: more.errors }),
});

/** The problem as application/problem+json. */
export const problemResponse = (
  problem: Problem,
  instance: string,
  requestId: string,
  headers: Record<string, string> = {},
): Response =>
  Response.json(problemBody(problem, instance, requestId), {
    status: problem.status,
    headers: { ...headers, ...problem.more.headers, 'content-type': 'application/problem+json', 'x-request-id': requestId },
  });

/** 503 with Retry-After: a dependency is unavailable, and the request was not carried out. */
export const unavailable = (detail: string, retryAfterSeconds = 2, headers: Record<string, string> = {}): Problem =>
  new Problem(503, detail, { headers: { 'retry-after': String(retryAfterSeconds), ...headers } });
