import { Problem } from '@matinee/runtime/problem';
import type { ApiKeys } from '../api-keys/api-keys.ts';
import { isApi, scopeOf } from '../routes/policy.ts';
import { gatewayPlugin } from './request-context.ts';

/** Finds the caller of a request by its API key. The rate limit, which comes next, counts by the caller. */
export const apiKey = (apiKeys: () => ApiKeys) =>
  gatewayPlugin('api-key').onRequest(({ request, context }) => {
    const key = isApi(context.path) ? request.headers.get('x-api-key') : null;
    if (key !== null) context.caller = apiKeys().find(key);
  });

/** Rejects API requests without a valid key (401) or the required scope (403). */
export const scope = (apiKeys: () => ApiKeys) =>
  gatewayPlugin('scope').onRequest(({ request, context: { path, policy, caller } }) => {
    if (!isApi(path) || apiKeys().isOpen) return;
    if (!caller)
      throw unauthorized(request.headers.has('x-api-key') ? 'This API key is not valid.' : 'This request needs an API key.');
    const needed = policy && scopeOf(policy, request.method);
    if (needed && !caller.scopes.has(needed)) throw new Problem(403, `This request needs an API key with the scope ${needed}.`);
  });

const unauthorized = (reason: string) =>
  new Problem(401, `${reason} Send a valid one in the X-API-Key header.`, {
    headers: { 'www-authenticate': 'ApiKey realm="matinee", field="X-API-Key"' },
  });
