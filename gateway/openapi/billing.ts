import { Order } from '@matinee/contracts/orders';
import { bodyProblems, exampleId, json, jsonBody, parameters, problems } from '@matinee/runtime/openapi/operation';
import { Type } from '@sinclair/typebox';

const tags = ['billing'];

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
  tags,
  summary: 'Place an order',
  description:
    'Publishes the order to the queue and answers once RabbitMQ has confirmed it, whether or not billing runs. ' +
    'An order that got 200 is stored exactly once.\n\n' +
    'With an `Idempotency-Key` a repeat of the same order gets the same response and is never a second order, also after a 503. ' +
    'A different order under a used key gets 422 once billing has stored the first one. Before that it gets 200, and billing makes it a dead letter: ' +
    '`GET /api/billing/{id}` then shows the first order. ' +
    'Each API key has idempotency keys of its own. All clients of a gateway without API keys share them: use random ones, such as UUIDs.',
  parameters: parameters('header', Type.Object({ 'Idempotency-Key': Type.Optional(Key) })),
  requestBody: jsonBody('Order'),
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
  tags,
  summary: 'Read the status of an order',
  description:
    'Asks billing for the status of an order. `queued` means that billing has not seen it: if it was posted, it is in the queue.',
  parameters: parameters('path', Type.Object({ id: Id })),
  responses: {
    200: json('The status of the order.', 'OrderStatus'),
    ...problems({
      404: 'This is not the id of an order.',
      503: 'Billing is unavailable. The order is safe in the queue; ask again shortly.',
    }),
  },
};
