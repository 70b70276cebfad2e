import type { Scope } from '../../gateway/api-keys/api-keys.ts';
import { policyOf, scopeOf } from '../../gateway/routes/policy.ts';
import type { Document, Response } from '../../runtime/openapi/document.ts';
import { problems } from '../../runtime/openapi/operation.ts';

const refused = (reason: string, fields = {}) => ({
  reason,
  fields: { 'Proxy-Status': 'Why the gateway itself responded (RFC 9209).', ...fields },
});
const limits = {
  'RateLimit-Policy': 'The limit: `q` requests per `w` seconds.',
  RateLimit: '`r` requests are left for the next `t` seconds.',
};

const refusals = (scope: Scope) =>
  problems({
    401: refused('The API key is missing or not valid.', { 'WWW-Authenticate': 'How to send an API key.' }),
    403: refused(`The API key lacks the scope \`${scope}\`.`),
    429: refused('Too many requests with this API key, or from this address.', limits),
  });
const upstreamFailures = problems({
  502: refused('The service sent no valid response.'),
  503: refused('The service is unavailable; try again shortly.'),
  504: refused('The service did not answer in time.'),
});

/** Adds the gateway's own responses and the required scopes to all operations under /api. */
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
