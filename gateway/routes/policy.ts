import type { RouteScope } from '../api-keys/api-keys.ts';

/** The scopes that a part of the API requires, and whether the gateway forwards it. */
export type Policy = { prefix: string; read: RouteScope; write: RouteScope; isForwarded: boolean };

const policies: readonly Policy[] = [
  { prefix: '/api/movies', read: 'movies:read', write: 'movies:write', isForwarded: true },
  { prefix: '/api/tokens', read: 'tokens', write: 'tokens', isForwarded: true },
  { prefix: '/api/billing', read: 'billing:read', write: 'billing:write', isForwarded: false },
];

export const policyOf = (path: string): Policy | undefined =>
  policies.find(({ prefix }) => path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === '/'));

export const scopeOf = ({ read, write }: Policy, method: string): RouteScope =>
  method === 'GET' || method === 'HEAD' || method === 'OPTIONS' ? read : write;

/** Whether API keys and rate limits apply, also for paths without a policy. */
export const isApi = (path: string): boolean => path === '/api' || path.startsWith('/api/');
