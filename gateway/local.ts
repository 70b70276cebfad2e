import { STATUS_CODES } from 'node:http';
import type { Log } from '@matinee/runtime/log';
import { answerError, browserFields, strictTransport } from './answer.ts';
import { readWhole } from './body.ts';
import type { Call } from './http/call.ts';
import { proxyStatus } from './proxy-status.ts';
import { httpDate } from './upstream/headers.ts';
import type { Visit } from './visit.ts';

/** The gateway's own application, as a function of a request. */
export type Application = (request: Request) => Response | Promise<Response>;

// None of the application's routes takes a body: one that comes is read, so that the connection can go on, and dropped.
const maxBodyBytes = 64 * 1024;
const framed = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding']);

/** Answers a call by the gateway's own application. @param path of the target, and query */
export const answerLocally = (deps: { application: Application; log: Log }, call: Call, visit: Visit, target: string): void => {
  const answer = async () => {
    if (call.method !== 'GET' && call.method !== 'HEAD') await readWhole(call, maxBodyBytes);
    const response = await deps.application(requestOf(call, visit, target));
    await send(call, visit, response);
  };
  answer().catch((err: unknown) => answerError(deps.log, call, visit, err));
};

const requestOf = (call: Call, visit: Visit, target: string): Request => {
  const headers = new Headers();
  const { fields } = call;
  for (const [at, key] of fields.keys.entries()) if (!framed.has(key)) headers.append(key, fields.valueAt(at));
  headers.set('x-request-id', visit.requestId);
  // The application makes nothing of the host; one that no URL can have must not keep it from answering.
  return new Request(`http://gateway${target}`, {
    // What HEAD answers is what GET would, without the body, which `send` leaves out.
    method: call.method === 'HEAD' ? 'GET' : call.method,
    headers,
  });
};

const send = async (call: Call, visit: Visit, response: Response): Promise<void> => {
  const { status, headers } = response;
  let lines = '';
  for (const [name, value] of headers) if (!framed.has(name) && name !== 'x-request-id') lines += `${name}: ${value}\r\n`;
  for (const [name, value] of Object.entries(browserFields)) if (!headers.has(name)) lines += `${name}: ${value}\r\n`;
  if (call.secure) lines += strictTransport;
  if (status >= 400 && !headers.has('proxy-status'))
    lines += `proxy-status: ${proxyStatus(status < 500 ? 'http_request_error' : 'proxy_internal_error')['proxy-status']}\r\n`;
  lines += `Date: ${httpDate()}\r\nX-Request-Id: ${visit.requestId}\r\n${visit.lines}`;
  const body = Buffer.from(await response.arrayBuffer());
  if (call.isEnded) return;
  const bodiless = status === 204 || status === 304;
  call.head(status, STATUS_CODES[status] ?? '', bodiless ? lines : `${lines}Content-Length: ${body.length}\r\n`, false);
  if (!bodiless && call.method !== 'HEAD') call.data(body);
  call.end();
};
