import type { RouteScope } from '../api-keys/api-keys.ts';

/** A part of the API: the scopes that its methods need, and whether the gateway forwards it. */
export type Policy = { prefix: string; read: RouteScope; write: RouteScope; isForwarded: boolean };

const policies: readonly Policy[] = [
  { prefix: '/api/movies', read: 'movies:read', write: 'movies:write', isForwarded: true },
  { prefix: '/api/tokens', read: 'tokens', write: 'tokens', isForwarded: true },
  { prefix: '/api/billing', read: 'billing:read', write: 'billing:write', isForwarded: false },
];

/** The policy of a path; undefined for a path that is no part of the API. */
export const policyOf = (path: string): Policy | undefined =>
  policies.find(({ prefix }) => path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === '/'));

/** The scope that a method needs. */
export const scopeOf = ({ read, write }: Policy, method: string): RouteScope =>
  method === 'GET' || method === 'HEAD' || method === 'OPTIONS' ? read : write;

/** Whether API keys and rate limits apply to a path: also to paths that no policy names. */
export const isApi = (path: string): boolean => path === '/api' || path.startsWith('/api/');
