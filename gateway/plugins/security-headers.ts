import { gatewayPlugin, type Proto } from './request-context.ts';

/** The security headers of the gateway's own responses. A route may override them. */
export const securityHeadersOf = (proto: Proto): Record<string, string> => ({
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  ...(proto === 'https' && { 'strict-transport-security': 'max-age=31536000' }),
});

export const securityHeaders = (fields: Record<string, string>) =>
  gatewayPlugin('security-headers').onRequest(({ context, set }) => {
    if (!context.policy?.isForwarded) Object.assign(set.headers, fields);
  });
