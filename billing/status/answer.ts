import type { Queue } from '@matinee/contracts/queues';
import type { StatusReply, StatusRequest } from '@matinee/contracts/status';
import type { Broker } from '@matinee/runtime/broker';
import type { Log } from '@matinee/runtime/log';
import type { Orders } from '../orders/queries.ts';

/**
 * Answers what became of an order to whoever asks in the status queue. A question that cannot be answered is not: the one who asks
 * gives up by itself.
 */
export const answerStatus = (broker: Broker, { queue, orders, log }: { queue: Queue; orders: Orders; log: Log }): void =>
  broker.keepChannel(async (channel) => {
    await channel.assertQueue(queue.name, queue.options);
    await channel.consume(
      queue.name,
      async (message) => {
        // The queue is gone: a new channel declares it again.
        if (message === null) return void channel.close().catch(() => {});
        const { replyTo, correlationId } = message.properties;
        try {
          const reply = await statusOf(orders, JSON.parse(message.content.toString()));
          channel.sendToQueue(replyTo, Buffer.from(JSON.stringify(reply)), { correlationId });
        } catch (err) {
          log.warn({ err }, 'could not answer for an order');
        }
      },
      { noAck: true },
    );
  });

const statusOf = async (orders: Orders, { id, bodySha256 }: StatusRequest): Promise<StatusReply> => {
  const stored = await orders.find(id);
  if (stored) {
    const { sha256, ...order } = stored;
    return { id, status: 'processed', order, ...(bodySha256 !== undefined && { sameBody: bodySha256 === sha256 }) };
  }
  const reason = await orders.rejection(id);
  return reason === undefined ? { id, status: 'queued' } : { id, status: 'rejected', reason };
};
