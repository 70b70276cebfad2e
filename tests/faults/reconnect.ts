import amqp, { type ChannelModel } from 'amqplib';
import { urls } from '../support/platform.ts';

/** Runs `work` on a connection to RabbitMQ, and again on a new one after each failure, until it returns. */
export const withReconnect = async (work: (connection: ChannelModel) => Promise<void>): Promise<void> => {
  for (;;) {
    try {
      const connection = await amqp.connect(`${urls.RABBITMQ_URL}?heartbeat=5`, { timeout: 2000 });
      connection.on('error', () => {});
      await work(connection);
      await connection.close();
      return;
    } catch {
      await Bun.sleep(500);
    }
  }
};
