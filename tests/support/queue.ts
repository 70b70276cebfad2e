import { brokerUrl, parseEnv } from '@matinee/runtime/env';
import amqp from 'amqplib';

/** A connection of the tests' own to RabbitMQ, and a queue name that nobody else uses. */
export const openBroker = async () => {
  const { url } = parseEnv({ url: brokerUrl });
  const connection = await amqp.connect(url);
  const channel = await connection.createConfirmChannel();
  return {
    url,
    channel,
    queue: `test_${crypto.randomUUID().slice(0, 8)}`,
    /** Publishes a message and waits for the confirm. */
    send: async (queue: string, content: string | Buffer, properties: amqp.Options.Publish = {}) => {
      channel.sendToQueue(queue, Buffer.from(content), properties);
      await channel.waitForConfirms();
    },
    /** How many messages wait in a queue. */
    depth: async (queue: string) => (await channel.checkQueue(queue)).messageCount,
    /** Takes the next message out of a queue. */
    take: async (queue: string) => (await channel.get(queue, { noAck: true })) || undefined,
    close: async (...queues: string[]) => {
      for (const queue of queues) await channel.deleteQueue(queue);
      await connection.close();
    },
  };
};
