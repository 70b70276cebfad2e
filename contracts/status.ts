import { type Static, Type } from '@sinclair/typebox';

/** The status of an order: the response of GET /api/billing/:id. */
export const OrderStatus = Type.Object(
  {
    id: Type.String({ description: "The order's message id." }),
    status: Type.Union([Type.Literal('queued'), Type.Literal('processed'), Type.Literal('rejected'), Type.Literal('unknown')], {
      description:
        '`queued`: the gateway gave the id and billing has not seen the order; if it was posted, it is in the queue. `processed`: it is stored. `rejected`: it can never be stored, and is a dead letter. `unknown`: neither the gateway nor billing knows the id.',
    }),
    order: Type.Optional(
      Type.Object({
        user_id: Type.String(),
        number_of_items: Type.Integer(),
        total_amount: Type.String({ description: 'With two decimals.' }),
        created_at: Type.String({ format: 'date-time', description: 'When it was stored.' }),
      }),
    ),
    reason: Type.Optional(Type.String({ description: 'Why it was rejected.' })),
  },
  {
    description: 'The status of an order.',
    examples: [
      {
        id: '01a1fc69-cd05-7493-bb53-1691edf76a98',
        status: 'processed',
        order: { user_id: '3', number_of_items: 5, total_amount: '180.00', created_at: '2026-11-21T12:00:00.000Z' },
      },
    ],
  },
);
export type OrderStatus = Static<typeof OrderStatus>;

/** Asked of billing over RabbitMQ (direct reply-to). With a hash it also tells whether that order's body is the one stored. */
export type StatusRequest = { id: string; bodySha256?: string };
export type StatusReply = OrderStatus & { sameBody?: boolean };

/** The hash by which billing tells two orders of one id apart: SHA-256 of the message's bytes, in hex. */
export const hashOf = (content: Uint8Array): string => Bun.SHA256.hash(content, 'hex');
