import type { HTTPHeaders } from 'elysia';
import type { RequestContext } from '../plugins/request-context.ts';

// Fields that speak of one hop (RFC 9110, section 7.6.1).
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

// Fields that the gateway sets itself, or that are meant for the gateway alone.
const own = ['host', 'expect', 'x-api-key', 'x-on-behalf-of', 'x-request-id', 'traceparent'];
const forwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto', 'x-real-ip'];
const neverForwarded = new Set([...hopByHop, ...own, ...forwarded]);

// Fields that `Connection` cannot name away: they say how the message is to be read, or who sends it.
const neverNamed = new Set([
  'content-length',
  'content-type',
  'content-encoding',
  'content-range',
  'host',
  'set-cookie',
  'authorization',
]);

const via = '1.1 matinee';

/** The fields that `Connection` names as speaking of this hop. */
const namedBy = (connection: string): string[] =>
  connection
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !neverNamed.has(name));

/** The header fields of a request as the upstream gets them. @param hasBody whether a body is sent */
export const requestHeaders = (request: Request, context: RequestContext, hasBody: boolean): Record<string, string> => {
  const given = request.headers.toJSON() as Record<string, string>;
  const named = given.connection === undefined ? [] : namedBy(given.connection);
  const headers: Record<string, string> = {};
  for (const name in given) {
    if (!neverForwarded.has(name) && !named.includes(name)) headers[name] = String(given[name]);
  }
  // fetch would announce itself.
  headers['user-agent'] ??= '';
  if (!hasBody) delete headers['content-length'];
  const { chain, isProxied } = context.client();
  headers['x-forwarded-for'] = chain;
  headers['x-forwarded-proto'] = (isProxied && /^https?$/.exec(given['x-forwarded-proto'] ?? '')?.[0]) || context.proto;
  headers['x-forwarded-host'] = (isProxied && given['x-forwarded-host']) || (given.host ?? '');
  headers['x-request-id'] = context.requestId;
  headers.traceparent = context.traceparent;
  const person = given['x-on-behalf-of'];
  if (person !== undefined && context.caller?.scopes.has('tokens:delegate')) headers['x-on-behalf-of'] = person;
  headers.via = given.via === undefined ? via : `${given.via}, ${via}`;
  return headers;
};

/**
 * Turns an upstream's header fields into the client's, in place: without those of one hop, and with those that plugins have set.
 * @param set Elysia's response fields, such as the request id, rate limits and CORS
 */
export const responseHeaders = (headers: Headers, set: HTTPHeaders): Headers => {
  const connection = headers.get('connection');
  if (connection !== null) for (const name of namedBy(connection)) headers.delete(name);
  for (const name of hopByHop) headers.delete(name);
  headers.append('via', via);
  for (const name in set) {
    // The upstream's Vary counts as well.
    if (name === 'vary') headers.append(name, String(set[name]));
    else headers.set(name, String(set[name]));
  }
  return headers;
};
