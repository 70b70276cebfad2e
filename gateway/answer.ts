import type { Log } from '@matinee/runtime/log';
import { Problem, problemBody, titleOf } from '@matinee/runtime/problem';
import type { Call } from './http/call.ts';
import type { Fault } from './http/head.ts';
import { proxyStatus } from './proxy-status.ts';
import { httpDate } from './upstream/headers.ts';
import type { Visit } from './visit.ts';

// What a browser is told of every answer of the gateway's own, unless the answer says otherwise.
export const browserFields: Record<string, string> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

const written = (fields: Record<string, string>): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');

/** @param fields lines of its own, each with its line break; those that every answer has are added */
const answerWhole = (call: Call, visit: Visit, status: number, reason: string, fields: string, content: string): void => {
  const body = Buffer.from(content);
  const lines = `${fields}Date: ${httpDate()}\r\nX-Request-Id: ${visit.requestId}\r\n${visit.lines}Content-Length: ${body.length}\r\n`;
  call.head(status, reason, lines, false);
  if (call.method !== 'HEAD') call.data(body);
  call.end();
};

/** What a client of an encrypted connection is told: to come by no other. */
export const strictTransport = 'strict-transport-security: max-age=31536000\r\n';

const jsonLines = written({ 'content-type': 'application/json', ...browserFields });

/** Answers a call with a document. @param json its text @param lines further header fields, each with its line break */
export const answerJson = (call: Call, visit: Visit, json: string, lines = ''): void => {
  if (call.isEnded) return;
  answerWhole(call, visit, 200, 'OK', `${jsonLines}${call.secure ? strictTransport : ''}${lines}`, json);
};

const problemFields = { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...browserFields };

// By RFC 9209, what the gateway refuses; each failure of an upstream has its own name.
const errorOf = (status: number): string => {
  if (status === 401 || status === 403 || status === 429) return 'http_request_denied';
  return status < 500 ? 'http_request_error' : 'proxy_internal_error';
};

/** Answers a call with a problem of the gateway's own making. */
export const answerProblem = (call: Call, visit: Visit, problem: Problem): void => {
  if (call.isEnded || call.isReplied) return;
  const body = JSON.stringify(problemBody(problem, pathOf(call.target), visit.requestId));
  const fields = { ...problemFields, ...proxyStatus(errorOf(problem.status)), ...problem.more.headers };
  answerWhole(call, visit, problem.status, titleOf(problem.status), written(fields), body);
};

/** Answers a call that failed: with the problem that was thrown, or, for an error that nobody has thought of, with 500 and a line in the log. */
export const answerError = (log: Log, call: Call, visit: Visit, err: unknown): void => {
  if (!(err instanceof Problem)) log.error({ err, request_id: visit.requestId }, 'request failed');
  const unforeseen = () => new Problem(500, 'Something went wrong here. It has been logged under this request_id.');
  answerProblem(call, visit, err instanceof Problem ? err : unforeseen());
};

/** The whole answer to bytes that are no request. */
export const refusalOf = ({ status, message }: Fault): Buffer => {
  const requestId = Bun.randomUUIDv7();
  const body = JSON.stringify({ type: 'about:blank', title: titleOf(status), status, detail: message, request_id: requestId });
  const fields = { ...problemFields, ...proxyStatus(errorOf(status)), 'x-request-id': requestId, connection: 'close' };
  return Buffer.from(
    `HTTP/1.1 ${status} ${titleOf(status)}\r\n${written(fields)}Date: ${httpDate()}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
};

const pathOf = (target: string): string => {
  const query = target.indexOf('?');
  return query === -1 ? target : target.slice(0, query);
};
