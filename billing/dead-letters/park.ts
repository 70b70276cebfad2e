import { deadLetterHeaders, type Queue } from '@matinee/contracts/queues';
import { NotConfirmed, type Publisher } from '@matinee/runtime/publisher';
import type { ConsumeMessage } from 'amqplib';
import type { Orders } from '../orders/queries.ts';
import type { DeadMessage } from '../queue/consumer.ts';

/**
 * Copies messages as they are into the dead queue, each with its reason in the headers; resolves once the reasons are stored and
 * RabbitMQ keeps every copy.
 */
export const createPark = ({ publisher, dead, orders }: { publisher: Publisher; dead: Queue; orders: Orders }) => {
  const route = { exchange: '', key: dead.name };
  const copy = async ({ content, properties }: ConsumeMessage, messageId: string, reason: string) => {
    const { contentType, timestamp, appId, correlationId, type } = properties;
    const why = { [deadLetterHeaders.reason]: reason, [deadLetterHeaders.at]: new Date().toISOString() };
    const same = { messageId, contentType, timestamp, appId, correlationId, type };
    try {
      await publisher.publish(route, content, { ...same, headers: { ...properties.headers, ...why } });
    } catch (error) {
      if (error instanceof NotConfirmed) throw error;
      // Its headers can be read but not be written again.
      await publisher.publish(route, content, { ...same, headers: why });
    }
  };

  return async (messages: DeadMessage[]): Promise<void> => {
    const named = messages.map(({ message, reason }) => ({ message, reason, messageId: idOf(message) }));
    await orders.reject(named);
    await Promise.all(named.map(({ message, messageId, reason }) => copy(message, messageId, reason)));
  };
};

/** The message's id; one without gets one here, so that it can be named, and replayed once only. A NUL fits into no row. */
const idOf = ({ properties }: ConsumeMessage): string =>
  String(properties.messageId || Bun.randomUUIDv7()).replaceAll('\0', '\uFFFD');
