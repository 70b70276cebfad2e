// The routes' descriptions in the OpenAPI document.
import { Order } from '@matinee/contracts/orders';
import { bodyProblems, exampleId, json, parameters, problems } from '@matinee/runtime/openapi/operation';
import { Type } from '@sinclair/typebox';

const mapOfStrings = (description = '') => Type.Object({}, { additionalProperties: Type.String(), description });
const Home = Type.Object({ name: Type.String(), description: Type.String(), links: mapOfStrings('Paths by name.') });

export const Metadata = Type.Object(
  {
    name: Type.String(),
    version: Type.String(),
    description: Type.String(),
    commit: Type.String({ description: 'The commit that runs.' }),
    started_at: Type.String({ format: 'date-time' }),
    runtime: mapOfStrings('The versions of its runtime.'),
  },
  { description: 'What runs here.' },
);

const Key = Type.String({
  minLength: 1,
  maxLength: 257,
  description: 'Makes the order safe to send again: 1 to 255 printable ASCII characters, quoted or not.',
  examples: ['"7d1f7a36-5b0b-4c6c-9a3e-4f5d2c1b0a99"'],
});
const Id = Type.String({ description: 'The id that `POST /api/billing` returned.', examples: [exampleId] });
const Posted = Type.Object({ message: Type.String(), id: Type.String({ description: "The message's id." }) });

export const postOrder = {
  operationId: 'postOrder',
  tags: ['billing'],
  summary: 'Place an order',
  description:
    'Publishes the order to the queue and answers once RabbitMQ has confirmed it, whether or not billing runs. ' +
    'An order that got 200 is stored exactly once.\n\n' +
    'With an `Idempotency-Key` a repeat of the same order gets the same response and is never a second order, also after a 503. ' +
    'A different order under a used key gets 422 once billing has stored the first one. Before that it gets 200, and billing makes it a dead letter: ' +
    '`GET /api/billing/{id}` then shows the first order. ' +
    'Each API key has idempotency keys of its own. All clients of a gateway without API keys share them: use random ones, such as UUIDs.',
  parameters: parameters('header', Type.Object({ 'Idempotency-Key': Type.Optional(Key) })),
  responses: {
    200: json('The order is in the queue.', Posted, {
      example: { message: 'Message posted', id: exampleId },
      fields: { Location: 'The path of the status of the order.' },
    }),
    ...bodyProblems(
      Order,
      'number_of_items',
      'The body is not a valid order, has a name twice, or its Idempotency-Key was used for another order.',
    ),
    ...problems({
      400: 'The body is not valid JSON in UTF-8, or the Idempotency-Key is invalid.',
      503: 'RabbitMQ did not confirm the order.',
    }),
  },
};

export const getOrder = {
  operationId: 'getOrder',
  tags: ['billing'],
  summary: 'Read the status of an order',
  description:
    'Asks billing for the status of an order. `queued` means that billing has not seen it: if it was posted, it is in the queue. ' +
    '`unknown` means that no gateway gave this id and that billing has not seen it.',
  parameters: parameters('path', Type.Object({ id: Id })),
  responses: {
    200: json('The status of the order.', 'OrderStatus'),
    ...problems({
      404: 'This is not the id of an order.',
      503: 'Billing is unavailable. The order is safe in the queue; ask again shortly.',
    }),
  },
};

const type = 'application/health+json';
const time = '2026-11-21T12:00:00.000Z';
const checked = (status: string, rabbitmq: object) => ({
  status,
  checks: { inventory: [{ status: 'ok', time }], pairing: [{ status: 'ok', time }], rabbitmq: [{ ...rabbitmq, time }] },
});
const platform = { name: 'matinee', description: 'The back office of a movie-streaming platform.' };
const build = { version: '0.1.0', commit: '8c2f0d5f4f0e5c1b', started_at: time, runtime: { bun: '1.4.5', elysia: '1.4.30' } };

export const getHome = {
  operationId: 'getHome',
  tags: ['gateway'],
  summary: 'Home',
  description: "The platform's name and description, and links to its parts.",
  responses: { 200: json('Name, description and links.', Home, { example: { ...platform, links: { movies: '/api/movies' } } }) },
};

export const getHealth = {
  operationId: 'getHealth',
  tags: ['gateway'],
  summary: 'Health',
  description:
    'The health of the gateway, with one check per dependency. `warn` means degraded; `fail` means that a dependency is unavailable.',
  responses: {
    200: json('No check fails.', 'Health', { type, example: checked('ok', { status: 'ok' }) }),
    503: json('A dependency is unavailable.', 'Health', { type, example: checked('fail', { status: 'fail', output: 'away' }) }),
  },
};

export const getLive = {
  operationId: 'getLive',
  tags: ['gateway'],
  summary: 'Liveness',
  description: 'Says that the process runs, whatever the state of its dependencies.',
  responses: { 200: json('The process runs.', 'Health', { type, example: { status: 'ok' } }) },
};

export const getMetadata = {
  operationId: 'getMetadata',
  tags: ['gateway'],
  summary: 'Metadata',
  description: 'Name, version and commit of the platform, when it was started, and the versions of its runtime.',
  responses: { 200: json('What runs here.', 'Metadata', { example: { ...platform, ...build } }) },
};
