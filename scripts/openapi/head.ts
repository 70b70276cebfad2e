/** The head of the API's document; the rest comes from the routes. */
export const head = (version: string) => ({
  openapi: '3.1.0',
  info: {
    title: 'Matinee',
    version,
    description:
      'The back office of a movie-streaming platform: a movie catalogue, billing that never loses or doubles an order, and pairing of two parties by a short token.\n\n' +
      'Every error is `application/problem+json` (RFC 9457), and every response has an `X-Request-Id`: send your own to find the request in the logs. ' +
      'Trailing slashes are optional. A wrong method on a known path gets 405 with `Allow`.\n\n' +
      'If the gateway has API keys, send yours as `X-API-Key`. If it limits requests, `RateLimit-Policy` and `RateLimit` say how many are left. ' +
      'An error of the gateway itself has a `Proxy-Status`. Malformed HTTP gets a bare 400, 431 or 505, and the connection is closed.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/', description: 'This gateway.' }],
  security: [],
  tags: [
    { name: 'movies', description: 'The catalogue, served by inventory.' },
    { name: 'billing', description: 'Orders: queued, and stored from the queue.' },
    { name: 'tokens', description: 'Pairing: a short code joins two parties that do not know each other.' },
    { name: 'gateway', description: 'The gateway itself.' },
  ],
});

export const securitySchemes = {
  apiKey: {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description:
      'A key of the gateway, with its scopes (`./matinee api-key new`). A gateway without keys (`API_KEYS` empty) needs none.',
  },
};
