import { brokerUrl, parseEnv } from '@matinee/runtime/env';
import amqp from 'amqplib';

/** Connects to RabbitMQ. `queue` is an unused queue name. */
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
    /** @returns the number of messages that are ready */
    depth: async (queue: string) => (await channel.checkQueue(queue)).messageCount,
    /** Gets and acknowledges the next message. */
    take: async (queue: string) => (await channel.get(queue, { noAck: true })) || undefined,
    close: async (...queues: string[]) => {
      for (const queue of queues) await channel.deleteQueue(queue);
      await connection.close();
    },
  };
};
