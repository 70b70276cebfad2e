import { Movie, MovieChanges, NewMovie } from '@matinee/contracts/movies';
import { Order } from '@matinee/contracts/orders';
import { OrderStatus } from '@matinee/contracts/status';
import { Party, Token } from '@matinee/contracts/tokens';
import { billingOperations } from './billing.ts';
import { guardedPaths, securitySchemes } from './guarded.ts';
import { movieOperations } from './movies.ts';
import { Health, Metadata, Problem } from './schemas.ts';
import { tokenOperations } from './tokens.ts';

/** The parts of the API's OpenAPI document that are not beside a route. */
export const documentation = (version: string) => ({
  // The plugin writes 3.0.3, in which the schemas of this platform (JSON Schema as it is) would not be valid.
  openapi: '3.1.0',
  info: {
    title: 'Matinee',
    version,
    description:
      'The back office of a movie-streaming platform: its catalogue, billing that never loses or doubles an order, and pairing of two parties by a short token.\n\n' +
      'Every error is `application/problem+json` (RFC 9457), and every answer names its request in `X-Request-Id`: send one of your own to find it again in the logs. ' +
      'A trailing slash makes no difference. A method that a path does not take is answered with 405 and `Allow`.\n\n' +
      'Where the gateway has API keys, send yours as `X-API-Key`. Where it limits requests, `RateLimit-Policy` and `RateLimit` say how many are left. ' +
      'An answer that the gateway made in the place of a service behind it says so in `Proxy-Status`. Besides the answers of each operation there are those to what is no proper HTTP: ' +
      '400, 408 (the request did not come in time), 414, 431, 501 and 505, after which the connection is closed.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/', description: 'This gateway.' }],
  security: [],
  tags: [
    {
      name: 'movies',
      description: 'The catalogue. The gateway hands these requests to inventory and its answers back, untouched.',
    },
    { name: 'billing', description: 'Orders. They are put into a queue that keeps them, and stored from there.' },
    { name: 'tokens', description: 'Pairing: a short code joins two parties that do not know each other.' },
    { name: 'gateway', description: 'What the gateway says of itself.' },
  ],
  paths: {
    ...guardedPaths(movieOperations, { reading: 'movies:read', writing: 'movies:write' }),
    ...guardedPaths(billingOperations, { reading: 'billing:read', writing: 'billing:write' }),
    ...guardedPaths(tokenOperations, { reading: 'tokens', writing: 'tokens' }),
  },
  components: {
    securitySchemes,
    schemas: Object.fromEntries(
      Object.entries({ Movie, NewMovie, MovieChanges, Order, OrderStatus, Token, Party, Problem, Health, Metadata }).map(
        ([name, schema]) => [name, withoutMessages(schema)],
      ),
    ),
  },
});

/** `error` is what validation answers with; it is no word of JSON Schema. */
function withoutMessages<T>(schema: T): T {
  return JSON.parse(JSON.stringify(schema, (key, value) => (key === 'error' ? undefined : value)));
}
