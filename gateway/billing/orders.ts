import { isGatewayId, messageIdOf, newMessageId } from '@matinee/contracts/message-ids';
import type { Order } from '@matinee/contracts/orders';
import { hashOf, type OrderStatus } from '@matinee/contracts/status';
import { Problem, unavailable } from '@matinee/runtime/problem';
import { type Binding, NotConfirmed, type Publisher, type Refusal } from '@matinee/runtime/publisher';
import type { AskBilling } from './order-status.ts';

type Origin = { requestId: string; traceparent: string; idempotencyKey: string | undefined; caller: string };

export type Orders = ReturnType<typeof createOrders>;

const notTaken = 'The order was not taken; send it again shortly.';
const inDoubt = 'The order may have been taken; repeat it with the same Idempotency-Key.';
const keyUsed = 'This Idempotency-Key was used for another order. Use a new key for each order.';
const refusals: Record<Refusal, string> = {
  disconnected: `The message broker is unavailable. ${notTaken}`,
  blocked: `The message broker is low on memory or disk. ${notTaken}`,
  busy: `Too many orders are in flight. ${notTaken}`,
  timeout: `The message broker did not confirm the order in time. ${inDoubt}`,
  lost: `The connection to the message broker was lost. ${inDoubt}`,
  unroutable: `The queue of orders is missing. ${notTaken}`,
  refused: `The message broker rejected the order. ${notTaken}`,
};

type Deps = { publisher: Publisher; binding: Binding; askBilling: AskBilling };

export const createOrders = ({ publisher, binding, askBilling }: Deps) => {
  const isStored = async (id: string, content: Buffer): Promise<boolean> => {
    const known = await askBilling({ id, bodySha256: hashOf(content) });
    if (known?.sameBody === false) throw new Problem(422, keyUsed);
    return known?.status === 'processed';
  };

  return {
    /** Publishes an order unless billing has stored it, and returns its message id once RabbitMQ has confirmed it. @throws Problem 422, 503 */
    place: async (order: Order, { requestId, traceparent, idempotencyKey, caller }: Origin): Promise<string> => {
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

    /** @throws Problem 503 when billing does not answer */
    status: async (id: string): Promise<OrderStatus> => {
      const reply = await askBilling({ id });
      if (!reply) throw unavailable('Billing is unavailable. Orders that were taken are safe in the queue; ask again shortly.');
      // Billing has not seen it, and a queue cannot be searched.
      return reply.status === 'unknown' && isGatewayId(id) ? { id, status: 'queued' } : reply;
    },
  };
};
