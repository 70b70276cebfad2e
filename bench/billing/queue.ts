import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { coalesceWrites } from '@matinee/runtime/coalesce';
import { until } from '@matinee/tests/support/wait';
import amqp, { type ChannelModel } from 'amqplib';
import { order, type Platform } from '../platform.ts';

export type Queue = Awaited<ReturnType<typeof openQueue>>;

/** A platform's queue of orders, as RabbitMQ's clients see it. */
export const openQueue = async ({ brokerUrl, queues }: Platform) => {
  const connection = await amqp.connect(brokerUrl);
  const channel = await connection.createChannel();
  coalesceWrites((connection as ChannelModel & { connection: { stream: Writable } }).connection.stream);
  const orders = queues.orders.name;
  const length = async (name = orders) => (await channel.checkQueue(name)).messageCount;
  const purge = (name = orders) => channel.purgeQueue(name);

  /** Fills a queue that nobody consumes, and creates it if necessary. Confirms would take as long again; the queue's length replaces them. */
  const fill = async (count: number, name = orders) => {
    await channel.assertQueue(name, queues.orders.options);
    await purge(name);
    const content = Buffer.from(order);
    for (let i = 0; i < count; i++) {
      const accepted = channel.sendToQueue(name, content, { persistent: true, messageId: Bun.randomUUIDv7() });
      if (!accepted) await once(channel, 'drain');
    }
    await until('the queue to be full', async () => (await length(name)) === count, 60);
  };

  return { channel, length, purge, fill, close: () => connection.close() };
};
