// Beside the orders: messages that no well-behaved publisher sends.
import { hashOf } from '@matinee/contracts/status';
import amqp, { type ConfirmChannel } from 'amqplib';
import fc from 'fast-check';
import { hostileMessages } from '../support/hostile-messages.ts';
import { queue, urls } from '../support/platform.ts';
import { publishRaw } from '../support/raw-amqp.ts';

export type HostileClient = {
  /** The bodies that were sent, by their hashes; of those that are no order, the ones that RabbitMQ confirmed. */
  sent: Set<string>;
  unusable: Set<string>;
  stop: () => Promise<void>;
};

export const startHostileClient = (seed: number): HostileClient => {
  const sent = new Set<string>();
  const unusable = new Set<string>();
  let stopping = false;
  let round = 0;

  const disturb = async (channel: ConfirmChannel) => {
    for (const { content, properties, user } of fc.sample(hostileMessages, { seed: seed + round, numRuns: 3 }).flat()) {
      sent.add(hashOf(content));
      // Persistent: RabbitMQ is killed.
      await publishRaw(channel, queue, content, { ...properties, deliveryMode: 2 });
      if (user === undefined) unusable.add(hashOf(content));
    }
    round += 1;
    await Bun.sleep(100);
  };

  const run = async () => {
    while (!stopping) {
      try {
        const connection = await amqp.connect(`${urls.RABBITMQ_URL}?heartbeat=5`, { timeout: 2000 });
        connection.on('error', () => {});
        const channel = await connection.createConfirmChannel();
        channel.on('error', () => {});
        while (!stopping) await disturb(channel);
        await connection.close();
      } catch {
        // RabbitMQ is unavailable.
        await Bun.sleep(500);
      }
    }
  };

  const running = run();
  return {
    sent,
    unusable,
    stop: () => {
      stopping = true;
      return running;
    },
  };
};
