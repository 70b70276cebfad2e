import type { Options } from 'amqplib';

/** A queue's name and the options that it is declared with. */
export type Queue = { name: string; options: Options.AssertQueue };

export const queueTypes = ['classic', 'quorum'] as const;
export type QueueType = (typeof queueTypes)[number];

// RabbitMQ 4 drops a message of a quorum queue that was delivered 20 times, and orders come back whenever billing loses its
// connection. No limit is asked for by a number that is never reached: -1 means it in some versions only.
const noDeliveryLimit = { 'x-delivery-limit': 1_000_000_000 };

/**
 * The queue of orders, the one of messages that can never become an order, and the one in which billing is asked about orders.
 * The first two are declared by every side alike, as classic queues durable and with no arguments: another declaration of a queue
 * that exists is refused, and other publishers declare it just so. As quorum queues they live on several nodes of a cluster.
 */
export const orderQueues = (name: string, type: QueueType): Record<'orders' | 'dead' | 'status', Queue> => {
  const dead = `${name}.dead`;
  const quorum = { 'x-queue-type': 'quorum', ...noDeliveryLimit };
  // Should a policy set a limit all the same, the message goes to the dead queue, and is not gone before it is there.
  const kept = {
    'x-dead-letter-exchange': '',
    'x-dead-letter-routing-key': dead,
    'x-dead-letter-strategy': 'at-least-once',
    'x-overflow': 'reject-publish',
  };
  return {
    orders: { name, options: { durable: true, ...(type === 'quorum' && { arguments: { ...quorum, ...kept } }) } },
    dead: { name: dead, options: { durable: true, ...(type === 'quorum' && { arguments: quorum }) } },
    // Gone with the last billing process, so that a question to nobody comes back at once.
    status: { name: `${name}.status`, options: { durable: true, autoDelete: true } },
  };
};

/**
 * Headers that a dead letter carries besides those of the message that it was. `properties`: as JSON, what its own properties cannot
 * carry.
 */
export const deadLetterHeaders = { reason: 'x-dead-reason', at: 'x-dead-at', properties: 'x-dead-properties' } as const;

/** The longest message that can be an order, in bytes; the gateway takes none that is longer. */
export const maxOrderBytes = 64 * 1024;
