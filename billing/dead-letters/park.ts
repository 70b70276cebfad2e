import { deadLetterHeaders, type Queue } from '@matinee/contracts/queues';
import { NotConfirmed, type Publisher } from '@matinee/runtime/publisher';
import type { ConsumeMessage } from 'amqplib';

/** Copies a message as it is into the dead queue, with the reason in its headers; resolves once RabbitMQ keeps the copy. */
export const createPark =
  (publisher: Publisher, dead: Queue) =>
  async ({ content, properties }: ConsumeMessage, reason: string): Promise<void> => {
    const { messageId, contentType, timestamp, appId, correlationId, type } = properties;
    const why = { [deadLetterHeaders.reason]: reason, [deadLetterHeaders.at]: new Date().toISOString() };
    // Without an id of its own it gets one here, so that it can be named, and replayed once only.
    const copy = { messageId: String(messageId ?? Bun.randomUUIDv7()), contentType, timestamp, appId, correlationId, type };
    try {
      await publisher.publish(dead.name, content, { ...copy, headers: { ...properties.headers, ...why } });
    } catch (error) {
      if (error instanceof NotConfirmed) throw error;
      // Its headers can be read but not be written again.
      await publisher.publish(dead.name, content, { ...copy, headers: why });
    }
  };
