import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { coalesceWrites } from '@matinee/runtime/coalesce';
import { until } from '@matinee/tests/support/wait';
import amqp, { type ChannelModel } from 'amqplib';
import { order, type Platform } from '../platform.ts';

export type Queue = Awaited<ReturnType<typeof openQueue>>;

/** A platform's queue of orders, seen from outside. */
export const openQueue = async ({ brokerUrl, queues, prefetch }: Platform) => {
  const connection = await amqp.connect(brokerUrl);
  const channel = await connection.createConfirmChannel();
  const orders = queues.orders.name;
  const state = (name = orders) => channel.checkQueue(name);
  const purge = (name = orders) => channel.purgeQueue(name);

  // Without confirms, which would take as long again; that all have come is seen by the queue's length.
  const filling = await connection.createChannel();
  coalesceWrites((connection as ChannelModel & { connection: { stream: Writable } }).connection.stream);

  /** Declares a queue as the one of orders is. */
  const declare = (name: string) => channel.assertQueue(name, queues.orders.options);

  /** Puts orders with ids of their own into the queue, or another one, which is emptied first. Who consumes it must be stopped. */
  const fill = async (count: number, name = orders) => {
    await purge(name);
    const content = Buffer.from(order);
    for (let i = 0; i < count; i++) {
      const taken = filling.sendToQueue(name, content, { persistent: true, messageId: Bun.randomUUIDv7() });
      if (!taken) await once(filling, 'drain');
    }
    await until('the queue to be full', async () => {
      const { messageCount, consumerCount } = await state(name);
      // So many may be on their way to who consumes it.
      return messageCount >= count - consumerCount * prefetch;
    });
  };

  return { connection, channel, state, purge, declare, fill, close: () => connection.close() };
};
