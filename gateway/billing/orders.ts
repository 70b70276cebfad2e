import { isGatewayId, messageIdOf, newMessageId } from '@matinee/contracts/message-ids';
import type { Order } from '@matinee/contracts/orders';
import { hashOf, type OrderStatus } from '@matinee/contracts/status';
import { Problem, unavailable } from '@matinee/runtime/problem';
import { type Binding, NotConfirmed, type Publisher, type Refusal } from '@matinee/runtime/publisher';
import type { AskBilling } from './order-status.ts';

type From = { requestId: string; traceparent: string; idempotencyKey: string | undefined; caller: string };

export type Orders = {
  /**
   * Puts an order into its queue and answers its message id once RabbitMQ keeps it. One with an idempotency key that billing has
   * stored already is not sent again.
   * @throws Problem 422 (the key was used for another order) or 503 with Retry-After (RabbitMQ does not confirm the order)
   */
  place: (order: Order, from: From) => Promise<string>;
  /** The status of an order. @throws Problem 503 when billing does not say */
  status: (id: string) => Promise<OrderStatus>;
};

// Each text says whether the order may be in the queue all the same.
const refusals: Record<Refusal, string> = {
  disconnected: 'The message broker is unavailable. The order was not taken; send it again shortly.',
  blocked: 'The message broker takes no messages at the moment. The order was not taken; send it again shortly.',
  busy: 'Too many orders wait for the message broker at once. The order was not taken; send it again shortly.',
  timeout:
    'The message broker did not confirm the order in time. It may have been taken all the same; a repeat with the same Idempotency-Key is safe.',
  lost: 'The connection to the message broker was lost before it confirmed the order. It may have been taken all the same; a repeat with the same Idempotency-Key is safe.',
  unroutable: 'The queue of orders is missing. The order was not taken; send it again shortly.',
  refused: 'The message broker refused the order. It was not taken; send it again shortly.',
};

type Deps = { publisher: Publisher; binding: Binding; askBilling: AskBilling };

export const createOrders = ({ publisher, binding, askBilling }: Deps): Orders => {
  /** Whether billing has stored this very order already. */
  const isStored = async (id: string, content: Buffer): Promise<boolean> => {
    const known = await askBilling({ id, bodySha256: hashOf(content) });
    if (known?.sameBody === false) throw new Problem(422, 'This Idempotency-Key was used for another order.');
    return known?.status === 'processed';
  };

  return {
    place: async (order, { requestId, traceparent, idempotencyKey, caller }) => {
      const messageId = idempotencyKey === undefined ? newMessageId() : messageIdOf(idempotencyKey, caller);
      const content = Buffer.from(JSON.stringify(order));
      if (idempotencyKey !== undefined && (await isStored(messageId, content))) return messageId;
      try {
        await publisher.publish(binding, content, {
          messageId,
          contentType: 'application/json',
          timestamp: Math.floor(Date.now() / 1000),
          appId: 'gateway_app',
          headers: { traceparent, 'x-request-id': requestId },
        });
        return messageId;
      } catch (error) {
        throw error instanceof NotConfirmed ? unavailable(refusals[error.reason]) : error;
      }
    },

    status: async (id) => {
      const reply = await askBilling({ id });
      if (!reply) throw unavailable('Billing is unavailable. An order that was taken is safe in the queue; ask again shortly.');
      // The queue cannot be searched.
      return reply.status === 'unknown' && isGatewayId(id) ? { id, status: 'queued' } : reply;
    },
  };
};
