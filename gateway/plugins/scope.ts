import { Problem } from '@matinee/runtime/problem';
import type { ApiKeys } from '../api-keys/api-keys.ts';
import { isApi, scopeOf } from '../routes/policy.ts';
import { gatewayPlugin } from './request-context.ts';

/** Refuses requests to the API without a valid key (401) or without the scope that they need (403). */
export const scope = (apiKeys: () => ApiKeys) =>
  gatewayPlugin('scope').onRequest(({ request, context }) => {
    if (!isApi(context.path) || apiKeys().isOpen) return;
    const { caller, policy } = context;
    if (!caller)
      throw unauthorized(
        request.headers.has('x-api-key')
          ? 'This API key is not valid.'
          : 'This request needs an API key: send it in the X-API-Key header.',
      );
    const needed = policy && scopeOf(policy, request.method);
    if (needed && !caller.scopes.has(needed)) throw new Problem(403, `This request needs an API key with the scope ${needed}.`);
  });

const unauthorized = (detail: string) =>
  new Problem(401, detail, { headers: { 'www-authenticate': 'ApiKey realm="matinee", field="X-API-Key"' } });
