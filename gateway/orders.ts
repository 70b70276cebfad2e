import type { Order } from '@matinee/contracts/orders';
import type { Queue } from '@matinee/contracts/queues';
import { unavailable } from '@matinee/runtime/problem';
import { NotConfirmed, type Publisher, type Refusal } from '@matinee/runtime/publisher';

/** Puts an order into its queue and answers its message id once RabbitMQ keeps it. */
export type PublishOrder = (order: Order, from: { requestId: string; traceparent: string }) => Promise<string>;

// What the client may take from each: whether its order could be in the queue all the same.
const refusals: Record<Refusal, string> = {
  away: 'The message broker is away. The order was not taken; send it again shortly.',
  blocked: 'The message broker takes no messages at the moment. The order was not taken; send it again shortly.',
  busy: 'Too many orders wait for the message broker at once. The order was not taken; send it again shortly.',
  timeout: 'The message broker did not confirm the order in time. It may have been taken all the same.',
  lost: 'The connection to the message broker was lost before it confirmed the order. It may have been taken all the same.',
  unroutable: 'The queue of orders is missing. The order was not taken; send it again shortly.',
  refused: 'The message broker refused the order. It was not taken; send it again shortly.',
};

/** @throws Problem 503 with Retry-After when RabbitMQ does not confirm the order */
export const createPublishOrder =
  ({ publisher, queue }: { publisher: Publisher; queue: Queue }): PublishOrder =>
  async (order, { requestId, traceparent }) => {
    const messageId = Bun.randomUUIDv7();
    try {
      await publisher.publish(queue.name, Buffer.from(JSON.stringify(order)), {
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
  };
