import { type Static, Type } from '@sinclair/typebox';

/** What became of an order, as GET /api/billing/:id answers it. */
export const OrderStatus = Type.Object(
  {
    id: Type.String({ description: "The order's message id." }),
    status: Type.Union([Type.Literal('queued'), Type.Literal('processed'), Type.Literal('rejected')], {
      description:
        '`queued`: billing has not seen it; it waits in the queue, if it was ever posted. `processed`: it is stored. `rejected`: it can never be stored, and is kept aside.',
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
  { description: 'What became of an order.' },
);
export type OrderStatus = Static<typeof OrderStatus>;

/** Asked of billing over RabbitMQ (direct reply-to). With a hash it also tells whether that order's body is the one stored. */
export type StatusRequest = { id: string; bodySha256?: string };
export type StatusReply = OrderStatus & { sameBody?: boolean };

/** The hash by which billing tells two orders of one id apart: SHA-256 of the message's bytes, in hex. */
export const hashOf = (content: Uint8Array): string => Bun.SHA256.hash(content, 'hex');
