import type { HTTPHeaders } from 'elysia';
import type { RequestContext } from '../plugins/request-context.ts';

// RFC 9110, section 7.6.1.
const hopByHop = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'];
const proxyAuthentication = ['proxy-authenticate', 'proxy-authorization'];
// The gateway sets or consumes these.
const own = ['host', 'expect', 'x-api-key', 'x-on-behalf-of', 'x-request-id', 'traceparent'];
const forwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto', 'x-real-ip'];

const removedFromResponses = [...hopByHop, ...proxyAuthentication];
const removedFromRequests = new Set([...removedFromResponses, ...own, ...forwarded]);

// `Connection` must not remove these.
const content = ['content-length', 'content-type', 'content-encoding', 'content-range'];
const endToEnd = new Set([...content, 'host', 'set-cookie', 'authorization']);

const via = '1.1 matinee';

/** The headers that `Connection` makes hop-by-hop. */
const namedBy = (connection: string): string[] =>
  connection
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !endToEnd.has(name));

/** The headers for the upstream. */
export const requestHeaders = (request: Request, context: RequestContext, hasBody: boolean): Record<string, string> => {
  const given = request.headers.toJSON() as Record<string, string>;
  const named = given.connection === undefined ? [] : namedBy(given.connection);
  const headers: Record<string, string> = {};
  for (const name in given) {
    if (!removedFromRequests.has(name) && !named.includes(name)) headers[name] = String(given[name]);
  }
  // Otherwise fetch sends its own.
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

/** Turns an upstream's headers into the client's, in place. @param set the headers that plugins have set */
export const responseHeaders = (headers: Headers, set: HTTPHeaders): Headers => {
  const connection = headers.get('connection');
  if (connection !== null) for (const name of namedBy(connection)) headers.delete(name);
  for (const name of removedFromResponses) headers.delete(name);
  headers.append('via', via);
  for (const name in set) {
    if (name === 'vary') headers.append(name, String(set[name]));
    else headers.set(name, String(set[name]));
  }
  return headers;
};
