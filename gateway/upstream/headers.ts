import type { Call } from '../http/call.ts';
import type { Fields } from '../http/fields.ts';
import type { Visit } from '../visit.ts';

// Fields that speak of one hop (RFC 9110, section 7.6.1) and are never passed on.
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

// What the gateway says itself, or has used up: the body's length comes from its framing, the API key is for the gateway alone, and the
// 100 that `Expect` waits for has been given.
const ownInRequests = ['host', 'content-length', 'expect', 'x-api-key', 'x-request-id', 'traceparent'];
const forwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto', 'x-real-ip'];

const neverInRequests = new Set([...hopByHop, ...ownInRequests, ...forwarded]);
const neverInAnswers = new Set([...hopByHop, 'x-request-id']);
// `Connection` may name what it likes; a field that says how the message is to be read stays all the same.
const neverNamed = new Set([
  'content-length',
  'content-type',
  'content-encoding',
  'content-range',
  'host',
  'set-cookie',
  'authorization',
]);

export const via = 'Via: 1.1 matinee\r\n';

/** The fields' lines, but for those to be left out and those that `Connection` names. */
const kept = (fields: Fields, never: Set<string>): string => {
  if (!fields.has('connection')) return fields.linesWithout((key) => never.has(key));
  const named = fields.tokens('connection').filter((name) => !neverNamed.has(name));
  return fields.linesWithout((key) => never.has(key) || named.includes(key));
};

/** The head of a request as the upstream gets it: the client's fields, who asked whom for it, and how the body is framed. */
export const requestHead = (call: Call, visit: Visit, authority: string): Buffer => {
  const { method, target, fields, framing } = call;
  let text = `${method} ${visit.target ?? target} HTTP/1.1\r\nHost: ${authority}\r\n${kept(fields, neverInRequests)}`;
  text += `X-Forwarded-For: ${visit.forwarded.for}\r\nX-Forwarded-Proto: ${visit.forwarded.proto}\r\nX-Forwarded-Host: ${visit.forwarded.host}\r\n`;
  text += `X-Request-Id: ${visit.requestId}\r\ntraceparent: ${visit.traceparent}\r\n${via}`;
  if (framing === 'chunked') text += 'Transfer-Encoding: chunked\r\n';
  else if (fields.has('content-length')) text += `Content-Length: ${framing}\r\n`;
  return Buffer.from(`${text}\r\n`, 'latin1');
};

/** An answer's fields as the client gets them. */
export const answerLines = (fields: Fields, visit: Visit): string =>
  `${kept(fields, neverInAnswers)}${fields.has('date') ? '' : `Date: ${httpDate()}\r\n`}X-Request-Id: ${visit.requestId}\r\n${via}${visit.lines}`;

/** Those of an answer before the answer. */
export const informationalLines = (fields: Fields): string => kept(fields, neverInAnswers);

let second = 0;
let date = '';
/** Now, as HTTP writes it. */
export const httpDate = (): string => {
  const now = Math.floor(Date.now() / 1000);
  if (now !== second) {
    second = now;
    date = new Date(now * 1000).toUTCString();
  }
  return date;
};
