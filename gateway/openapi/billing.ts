// The gateway's own operations on orders.
import { body, json, problem } from './responses.ts';

const orders = '/api/billing';
const exampleId = '01a1fc69-cd05-7493-bb53-1691edf76a98';
const order = `${orders}/${exampleId}`;
const location = { Location: { description: 'Where it is told what became of the order.', schema: { type: 'string' as const } } };

export const placing = {
  operationId: 'postOrder',
  tags: ['billing'],
  summary: 'Place an order',
  description:
    'Puts the order into the queue and answers once RabbitMQ has confirmed that it keeps it, whether or not billing runs at the moment. ' +
    'An order that is answered with 200 is stored exactly once.\n\n' +
    'With an `Idempotency-Key` a repeat of the same order gets the same answer and is never a second order, after a 503 too. ' +
    'Another order under a key that was used is refused with 422 as soon as billing has stored the first; one that comes before that is answered with 200, refused by billing, and kept aside: `GET /api/billing/{id}` then shows the first order. ' +
    'Each API key has such keys of its own; callers of an open gateway share them: make each one up at random, a UUID for example.',
  parameters: [
    {
      name: 'Idempotency-Key',
      in: 'header' as const,
      required: false,
      description:
        'Names the order, so that it can be sent again without becoming another one: 1 to 255 printable ASCII characters, quoted or not.',
      schema: { type: 'string' as const, minLength: 1, maxLength: 257 },
      example: '"7d1f7a36-5b0b-4c6c-9a3e-4f5d2c1b0a99"',
    },
  ],
  requestBody: body('Order', { user_id: '3', number_of_items: '5', total_amount: '180' }),
  responses: {
    200: json(
      'The order is in the queue.',
      {
        type: 'object',
        properties: { message: { type: 'string' }, id: { type: 'string', description: "The message's id." } },
        required: ['message', 'id'],
      },
      { message: 'Message posted', id: exampleId },
      { headers: location },
    ),
    ...problem(400, 'The body is not JSON, or the Idempotency-Key is none.', orders, 'The body is not valid JSON in UTF-8.'),
    ...problem(413, 'The body is too long.', orders, 'The body is longer than 65536 bytes.'),
    ...problem(
      415,
      'The body is of another type than JSON.',
      orders,
      'The body must be JSON: send it with "Content-Type: application/json", not "text/plain".',
    ),
    ...problem(
      422,
      'The body is JSON but no order, has a name twice, or its Idempotency-Key was used for another order.',
      orders,
      'The body is no order.',
      {
        errors: [
          {
            path: '/total_amount',
            message: 'must be an amount from 0 to 9999999999.99 with at most two decimals, as a number or as a string',
          },
        ],
      },
    ),
    ...problem(
      503,
      'The message broker did not confirm the order.',
      orders,
      'The message broker is away. The order was not taken; send it again shortly.',
    ),
  },
};

export const asking = {
  operationId: 'getOrder',
  tags: ['billing'],
  summary: 'What became of an order',
  description:
    'Asks billing what became of an order. `queued` means that billing has not seen it: it waits in the queue, if it was ever posted; the queue cannot be searched.',
  parameters: [
    {
      name: 'id',
      in: 'path' as const,
      required: true,
      description: 'The id that the order was answered with.',
      schema: { type: 'string' as const },
      example: exampleId,
    },
  ],
  responses: {
    200: json('What became of it.', 'OrderStatus', {
      id: exampleId,
      status: 'processed',
      order: { user_id: '3', number_of_items: 5, total_amount: '180.00', created_at: '2026-11-21T12:00:00.000Z' },
    }),
    ...problem(404, 'That is no id of an order.', '/api/billing/%20', 'There is no order %20.'),
    ...problem(
      503,
      'Billing does not answer.',
      order,
      'Billing is away at the moment. An order that was taken is safe in the queue; ask again shortly.',
    ),
  },
};

export const billingOperations = { '/api/billing': { post: placing }, '/api/billing/{id}': { get: asking } };
