// The routes' descriptions in the OpenAPI document.
import { Order } from '@matinee/contracts/orders';
import { bodyProblems, exampleId, json, parameters, problems } from '@matinee/runtime/openapi/operation';
import { Type } from '@sinclair/typebox';

const mapOfStrings = (description: string) => Type.Object({}, { additionalProperties: Type.String(), description });
const Home = Type.Object({ name: Type.String(), description: Type.String(), links: mapOfStrings('Paths by name.') });
const time = '2026-11-21T12:00:00.000Z';
const platform = { name: 'matinee', description: 'The back office of a movie-streaming platform.' };

export const Metadata = Type.Object({
  name: Type.String(),
  version: Type.String(),
  description: Type.String(),
  commit: Type.String({ description: 'The commit of the running code.' }),
  started_at: Type.String({ format: 'date-time' }),
  runtime: mapOfStrings('The versions of the runtime.'),
});
const build = { version: '0.1.0', commit: '8c2f0d5f', started_at: time, runtime: { bun: '1.4.5', elysia: '1.4.30' } };

const Key = Type.String({
  minLength: 1,
  maxLength: 257,
  description: 'Makes the order safe to repeat: 1 to 255 printable ASCII characters, quoted or not.',
  examples: ['"7d1f7a36-5b0b-4c6c-9a3e-4f5d2c1b0a99"'],
});
const Id = Type.String({ description: 'The id that `POST /api/billing` returned.', examples: [exampleId] });
const Posted = Type.Object({ message: Type.String(), id: Type.String({ description: 'The id of the order.' }) });

const invalidOrder = 'The body is not a valid order, has a name twice, or its Idempotency-Key was used for another order.';

export const postOrder = {
  operationId: 'postOrder',
  summary: 'Place an order',
  description:
    'Publishes the order to the queue and answers once RabbitMQ has confirmed it, whether or not billing runs. ' +
    'An order that got 200 is stored exactly once.\n\n' +
    'With an `Idempotency-Key`, repeat the same order as often as you like, also after a 503: it is stored once. ' +
    'A different order under a used key gets 422 once billing has stored the first one. Before that it gets 200 and becomes a dead letter: ' +
    '`GET /api/billing/{id}` then shows the first order. ' +
    'Each API key has its own idempotency keys. Without API keys, all clients share them: use random ones, such as UUIDs.',
  parameters: parameters('header', Type.Object({ 'Idempotency-Key': Type.Optional(Key) })),
  responses: {
    200: json('The order is in the queue.', Posted, {
      example: { message: 'Message posted', id: exampleId },
      fields: { Location: "The path of the order's status." },
    }),
    ...bodyProblems(Order, 'number_of_items', invalidOrder),
    ...problems({
      400: 'The body is not valid JSON in UTF-8, or the Idempotency-Key is invalid.',
      503: 'RabbitMQ did not confirm the order.',
    }),
  },
};

export const getOrder = {
  operationId: 'getOrder',
  summary: "Read an order's status",
  description:
    'Asks billing for the status of an order. `queued`: billing has not seen it; if it was posted, it is in the queue. ' +
    '`unknown`: no gateway has given this id, and billing has not seen it.',
  parameters: parameters('path', Type.Object({ id: Id })),
  responses: {
    200: json('The status of the order.', 'OrderStatus'),
    ...problems({
      404: 'This is not the id of an order.',
      503: 'Billing is unavailable. The order is safe in the queue; ask again shortly.',
    }),
  },
};

const home = json('Name, description and links; a page for browsers.', Home, {
  example: { ...platform, links: { movies: '/api/movies' } },
  fields: { Vary: '`Accept`.' },
});
const page = { schema: { type: 'string' as const }, example: '<!doctype html>' };

export const getHome = {
  operationId: 'getHome',
  summary: 'Home',
  description: 'The name of the platform and links to its parts: JSON, or HTML if `Accept` prefers it.',
  responses: { 200: { ...home, content: { ...home.content, 'text/html': page } } },
};

const health = (description: string, status: string, checks?: object) =>
  json(description, 'Health', { type: 'application/health+json', example: { status, ...(checks && { checks }) } });

export const getHealth = {
  operationId: 'getHealth',
  summary: 'Health',
  description: 'The health of the gateway and its dependencies. `warn` means degraded, `fail` unavailable.',
  responses: {
    200: health('No check fails.', 'ok', { rabbitmq: [{ status: 'ok', time }] }),
    503: health('A check fails.', 'fail', { rabbitmq: [{ status: 'fail', output: 'disconnected', time }] }),
  },
};

export const getLive = {
  operationId: 'getLive',
  summary: 'Liveness',
  description: 'Whether the process runs, whatever the state of its dependencies.',
  responses: { 200: health('The process runs.', 'ok') },
};

export const getMetadata = {
  operationId: 'getMetadata',
  summary: 'Metadata',
  description: 'The name, version and commit of the platform, its start time, and the versions of its runtime.',
  responses: { 200: json('What runs here.', 'Metadata', { example: { ...platform, ...build } }) },
};
