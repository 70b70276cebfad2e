import type { Queue } from '@matinee/contracts/queues';
import amqp, { type ConfirmChannel } from 'amqplib';

/**
 * Opens a channel for as long as `use` needs it. When this resolves, RabbitMQ has carried out every acknowledgement, and all messages
 * that were taken and not acknowledged are back in their queue.
 * @throws when RabbitMQ is unavailable, or the connection is lost before that
 */
export const withChannel = async <T>(url: string, dead: Queue, use: (channel: ConfirmChannel) => Promise<T>): Promise<T> => {
  const connection = await amqp
    .connect(url, { timeout: 5000, clientProperties: { connection_name: 'dead letters' } })
    .catch((error) => {
      throw new Error(`RabbitMQ is unavailable: ${error.message}`);
    });
  connection.on('blocked', (reason) => console.error(`RabbitMQ takes no messages at the moment (${reason}); waiting.`));
  // amqplib leaves a close that is under way unanswered when the connection is lost.
  const lost = new Promise<never>((_, reject) => {
    connection.on('error', reject);
    connection.on('close', () => reject(new Error('RabbitMQ closed the connection.')));
  });
  const work = async () => {
    const channel = await connection.createConfirmChannel();
    channel.on('error', () => {});
    await channel.assertQueue(dead.name, dead.options);
    const result = await use(channel);
    await channel.close();
    return result;
  };
  const result = await Promise.race([work(), lost]);
  await connection.close();
  return result;
};
