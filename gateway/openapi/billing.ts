import { body, json, problem } from './responses.ts';

const orders = '/api/billing';

export const postOrder = {
  operationId: 'postOrder',
  tags: ['billing'],
  summary: 'Place an order',
  description:
    'Puts the order into the queue and answers once RabbitMQ has confirmed that it keeps it, whether or not billing runs at the moment. ' +
    'An order that is answered with 200 is stored exactly once. After a 503 it may be sent again; when the text says that it may have been taken, look before you do.',
  requestBody: body('Order', { user_id: '3', number_of_items: '5', total_amount: '180' }),
  responses: {
    200: json(
      'The order is in the queue.',
      {
        type: 'object',
        properties: { message: { type: 'string' }, id: { type: 'string', description: "The message's id." } },
        required: ['message', 'id'],
      },
      { message: 'Message posted', id: '01a1fc69-cd05-7493-bb53-1691edf76a98' },
    ),
    ...problem(400, 'The body is not JSON.', orders, 'The body is not valid JSON in UTF-8.'),
    ...problem(413, 'The body is too long.', orders, 'The body is longer than 65536 bytes.'),
    ...problem(
      415,
      'The body is of another type than JSON.',
      orders,
      'The body must be JSON: send it with "Content-Type: application/json", not "text/plain".',
    ),
    ...problem(422, 'The body is JSON but no order.', orders, 'The body is no order.', {
      errors: [
        {
          path: '/total_amount',
          message: 'must be an amount from 0 to 9999999999.99 with at most two decimals, as a number or as a string',
        },
      ],
    }),
    ...problem(
      503,
      'The message broker did not confirm the order.',
      orders,
      'The message broker is away. The order was not taken; send it again shortly.',
    ),
  },
};
