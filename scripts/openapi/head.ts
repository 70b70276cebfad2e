const description = `The back office of a movie-streaming platform: a movie catalogue, billing that never loses or doubles an order, and pairing of
two parties by a short token.

- **API keys.** If the gateway has keys, send yours in \`X-API-Key\`. Each operation names the scope that it requires.
- **Errors** are \`application/problem+json\` (RFC 9457): \`detail\` says what is wrong, and \`errors\` names each invalid field or parameter.
  A wrong method on a known path gets 405 with \`Allow\`.
- **Limits.** \`RateLimit-Policy\` and \`RateLimit\` say how many requests are left. After a 429 or 503, wait for \`Retry-After\` seconds.
- **Pages.** \`GET /api/movies?limit=50\` returns one page. Follow \`rel="next"\` in its \`Link\` header until there is none.
- **Support.** Every response has an \`X-Request-Id\`. Send your own to find a request in the logs.
- **HTTP.** Trailing slashes are optional. \`Proxy-Status\` marks the gateway's own errors. Malformed HTTP gets an empty 400, 431 or 505.`;

/** The part of the API's document that no route describes. */
export const head = (version: string) => ({
  openapi: '3.1.0',
  info: { title: 'Matinee', version, description, license: { name: 'MIT', identifier: 'MIT' } },
  servers: [{ url: '/', description: 'This gateway.' }],
  security: [],
  tags: [
    { name: 'movies', description: 'The movie catalogue.' },
    { name: 'billing', description: 'Orders: queued first, then stored.' },
    { name: 'tokens', description: 'Pairing: a short code connects two parties that do not know each other.' },
    { name: 'gateway', description: 'The gateway itself.' },
  ],
});

export const securitySchemes = {
  apiKey: {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: 'A key with its scopes, created by `./matinee api-key new`. Gateways without keys (`API_KEYS` empty) need none.',
  },
};
