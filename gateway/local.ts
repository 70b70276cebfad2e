import { STATUS_CODES } from 'node:http';
import type { Log } from '@matinee/runtime/log';
import { Problem } from '@matinee/runtime/problem';
import { answerError, browserFields } from './answer.ts';
import type { Call } from './http/call.ts';
import { proxyStatus } from './proxy-status.ts';
import { httpDate } from './upstream/headers.ts';
import { keepVisit, type Visit } from './visit.ts';

/** The gateway's own application, as a function of a request. */
export type Application = (request: Request) => Response | Promise<Response>;

// No body that the gateway reads itself is longer; each route has its own, shorter limit.
const maxBodyBytes = 1024 * 1024;
// A Request of Bun's with a method that it does not know becomes a GET.
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const framed = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding']);

/** Answers a call by the gateway's own application. @param path of the target, and query */
export const answerLocally = (deps: { application: Application; log: Log }, call: Call, visit: Visit, target: string): void => {
  const answer = async () => {
    if (!methods.has(call.method)) throw new Problem(501, `There is no method ${call.method} here.`);
    const body = await bodyOf(call);
    const response = await deps.application(requestOf(call, visit, target, body));
    await send(call, visit, response);
  };
  answer().catch((err: unknown) => answerError(deps.log, call, visit, err));
};

const bodyOf = (call: Call): Promise<Buffer | undefined> => {
  if (call.framing === 0 || call.method === 'GET' || call.method === 'HEAD') return Promise.resolve(undefined);
  const tooLong = () => new Problem(413, `The body is longer than ${maxBodyBytes} bytes.`);
  if (typeof call.framing === 'number' && call.framing > maxBodyBytes) return Promise.reject(tooLong());
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let length = 0;
    call.onGone = () => reject(new Problem(408, 'The client went away.'));
    call.readBody({
      data: (content) => {
        length += content.length;
        if (length > maxBodyBytes) reject(tooLong());
        else pieces.push(content);
      },
      end: () => resolve(Buffer.concat(pieces)),
    });
  });
};

const requestOf = (call: Call, visit: Visit, target: string, body: Buffer | undefined): Request => {
  const headers = new Headers();
  const { fields } = call;
  for (const [at, key] of fields.keys.entries()) if (!framed.has(key)) headers.append(key, fields.valueAt(at));
  headers.set('x-request-id', visit.requestId);
  headers.set('traceparent', visit.traceparent);
  // The application makes nothing of the host; one that no URL can have must not keep it from answering.
  const request = new Request(`http://gateway${target}`, {
    // What HEAD answers is what GET would, without the body, which `send` leaves out.
    method: call.method === 'HEAD' ? 'GET' : call.method,
    headers,
    ...(body && { body: new Uint8Array(body) }),
  });
  keepVisit(request, visit);
  return request;
};

const send = async (call: Call, visit: Visit, response: Response): Promise<void> => {
  const { status, headers } = response;
  let lines = '';
  for (const [name, value] of headers) if (!framed.has(name) && name !== 'x-request-id') lines += `${name}: ${value}\r\n`;
  for (const [name, value] of Object.entries(browserFields)) if (!headers.has(name)) lines += `${name}: ${value}\r\n`;
  if (call.secure) lines += 'strict-transport-security: max-age=31536000\r\n';
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
