// The responses of the gateway itself, and the scopes that operations need.

import type { Scope } from '../../gateway/api-keys/api-keys.ts';
import { policyOf, scopeOf } from '../../gateway/routes/policy.ts';
import type { Document, Response } from '../../runtime/openapi/document.ts';
import { problems } from '../../runtime/openapi/operation.ts';

const refused = (reason: string, fields = {}) => ({
  reason,
  fields: { 'Proxy-Status': 'The gateway made this response, and why (RFC 9209).', ...fields },
});
const limits = {
  'RateLimit-Policy': 'How many requests (`q`) in how many seconds (`w`).',
  RateLimit: 'How many are left (`r`), and for how many seconds (`t`).',
};

const refusals = (scope: Scope) =>
  problems({
    401: refused('The API key is missing or unknown: send it as X-API-Key.', { 'WWW-Authenticate': 'How to send a key.' }),
    403: refused(`The API key lacks the scope \`${scope}\`.`),
    429: refused('The API key or the client has sent too many requests.', limits),
  });
const upstreamFailures = problems({
  502: refused('The service closed the connection before it had answered.'),
  503: refused('The service is unavailable; try again shortly.'),
  504: refused('The service did not answer in time.'),
});

/** Adds them to the operations under /api. */
export const addRefusals = (paths: Document['paths']): void => {
  for (const [path, operations] of Object.entries(paths)) {
    const policy = policyOf(path);
    if (!policy) continue;
    for (const [method, operation] of Object.entries(operations)) {
      const scope = scopeOf(policy, method.toUpperCase());
      const own = { ...refusals(scope), ...(policy.isForwarded && upstreamFailures) };
      operation.security = [{ apiKey: [scope] }, {}];
      for (const [status, response] of Object.entries(own))
        operation.responses[status] = either(operation.responses[status], response);
    }
  }
};

const either = (service: Response | undefined, gateway: Response): Response => {
  if (!service) return gateway;
  const description = `${service.description} Or: ${gateway.description}`;
  return { ...service, description, headers: { ...service.headers, ...gateway.headers } };
};
