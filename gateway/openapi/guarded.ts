import type { Scope } from '../api-keys/api-keys.ts';
import { problem } from './responses.ts';

const text = (description: string) => ({ description, schema: { type: 'string' as const } });
const proxyStatus = { 'Proxy-Status': text('That the gateway made this answer, and why (RFC 9209).') };
const limits = {
  'RateLimit-Policy': text('How many requests (`q`) in how many seconds (`w`).'),
  RateLimit: text('How many are left (`r`), and for how many seconds (`t`).'),
  'Retry-After': text('After how many seconds to try again.'),
};

/** An error that the gateway itself answers with. */
const refused = (status: number, description: string, detail: string, headers: Record<string, ReturnType<typeof text>> = {}) =>
  problem(status, description, '/api/movies', detail, {}, { ...proxyStatus, ...headers });

/** What every part of the API may be answered with at the door, whoever is behind it. */
const refusals = (scope: Scope) => ({
  ...refused(401, 'There is no API key, or an unknown one.', 'This needs an API key: send it as X-API-Key.', {
    'WWW-Authenticate': text('That a key is to be sent, and how.'),
  }),
  ...refused(403, `The API key lacks the scope \`${scope}\`.`, `This needs an API key with the scope ${scope}.`),
  ...refused(429, 'The key, or the client, has asked too often.', 'That was too often; come back in 7 s.', limits),
});

type Operation = { responses: object };

/** An operation of the API with the key that it needs, where the gateway has keys, and the door's own answers. */
const guarded = <O extends Operation>(operation: O, scope: Scope) => ({
  ...operation,
  security: [{ apiKey: [scope] }, {}],
  responses: { ...refusals(scope), ...operation.responses },
});

/** The same for all operations of some paths. */
export const guardedPaths = (paths: Record<string, Record<string, Operation>>, scopes: { reading: Scope; writing: Scope }) =>
  Object.fromEntries(
    Object.entries(paths).map(([path, operations]) => [
      path,
      Object.fromEntries(
        Object.entries(operations).map(([method, operation]) => [
          method,
          guarded(operation, method === 'get' || method === 'head' ? scopes.reading : scopes.writing),
        ]),
      ),
    ]),
  );

export const securitySchemes = {
  apiKey: {
    type: 'apiKey' as const,
    in: 'header' as const,
    name: 'X-API-Key',
    description:
      'A key of the gateway, with the scopes that it was made with (`bun run api-key new`). A gateway that has no keys (`API_KEYS` empty) asks for none.',
  },
};
