import { type Static, Type } from '@sinclair/typebox';

/** The response of GET /api/billing/:id. */
export const OrderStatus = Type.Object(
  {
    id: Type.String({ description: "The order's message id." }),
    status: Type.Union([Type.Literal('queued'), Type.Literal('processed'), Type.Literal('rejected'), Type.Literal('unknown')], {
      description:
        '`queued`: the gateway created the id, and billing has not processed the order yet. `processed`: the order is stored. `rejected`: the order is invalid, and is a dead letter. `unknown`: neither the gateway nor billing knows the id.',
    }),
    order: Type.Optional(
      Type.Object({
        user_id: Type.String(),
        number_of_items: Type.Integer(),
        total_amount: Type.String({ description: 'With two decimals.' }),
        created_at: Type.String({ format: 'date-time', description: 'When the order was stored.' }),
      }),
    ),
    reason: Type.Optional(Type.String({ description: 'Why the order was rejected.' })),
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

/** A request to billing by direct reply-to. With a hash, the reply says whether it is that of the stored order. */
export type StatusRequest = { id: string; bodySha256?: string };
export type StatusReply = OrderStatus & { sameBody?: boolean };

/** The SHA-256 of a message in hex: tells a redelivery from another order with the same id. */
export const hashOf = (content: Uint8Array): string => Bun.SHA256.hash(content, 'hex');
