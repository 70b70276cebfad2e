import { gatewayPlugin, type Proto } from './request-context.ts';

/** What browsers are told about responses of the gateway's own; a route may set others. */
export const securityHeadersOf = (proto: Proto): Record<string, string> => ({
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  ...(proto === 'https' && { 'strict-transport-security': 'max-age=31536000' }),
});

/** Sets the security headers of responses that no upstream makes. */
export const securityHeaders = (fields: Record<string, string>) =>
  gatewayPlugin('security-headers').onRequest(({ context, set }) => {
    if (!context.policy?.isForwarded) Object.assign(set.headers, fields);
  });
