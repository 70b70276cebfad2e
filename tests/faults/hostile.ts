import { hashOf } from '@matinee/contracts/status';
import type { ConfirmChannel } from 'amqplib';
import fc from 'fast-check';
import { hostileMessages } from '../support/hostile-messages.ts';
import { queue } from '../support/platform.ts';
import { publishRaw } from '../support/raw-amqp.ts';
import { withReconnect } from './reconnect.ts';

export type HostileClient = {
  /** Hashes of all bodies. */
  sent: Set<string>;
  /** Hashes of the confirmed bodies that are not orders. */
  unusable: Set<string>;
  stop: () => Promise<void>;
};

export const startHostileClient = (seed: number): HostileClient => {
  const sent = new Set<string>();
  const unusable = new Set<string>();
  let stopping = false;
  let round = 0;

  const sendRound = async (channel: ConfirmChannel) => {
    for (const { content, properties, user } of fc.sample(hostileMessages, { seed: seed + round, numRuns: 3 }).flat()) {
      sent.add(hashOf(content));
      // Persistent, to survive a killed RabbitMQ.
      await publishRaw(channel, queue, content, { ...properties, deliveryMode: 2 });
      if (user === undefined) unusable.add(hashOf(content));
    }
    round += 1;
    await Bun.sleep(100);
  };

  const running = withReconnect(async (connection) => {
    const channel = await connection.createConfirmChannel();
    channel.on('error', () => {});
    while (!stopping) await sendRound(channel);
  });
  return {
    sent,
    unusable,
    stop: () => {
      stopping = true;
      return running;
    },
  };
};
