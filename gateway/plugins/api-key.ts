import type { ApiKeys } from '../api-keys/api-keys.ts';
import { isApi } from '../routes/policy.ts';
import { gatewayPlugin } from './request-context.ts';

/** Names the caller of a request by its API key. `scope.ts` refuses requests without one, after they were counted. */
export const apiKey = (apiKeys: () => ApiKeys) =>
  gatewayPlugin('api-key').onRequest(({ request, context }) => {
    const key = isApi(context.path) ? request.headers.get('x-api-key') : null;
    if (key !== null) context.caller = apiKeys().find(key);
  });
