import type { Options } from 'amqplib';

export type Queue = { name: string; options: Options.AssertQueue };

export const queueTypes = ['classic', 'quorum'] as const;
export type QueueType = (typeof queueTypes)[number];

// RabbitMQ 4 drops a message of a quorum queue after 20 deliveries, and orders are redelivered after each lost connection.
// Only some versions accept -1 for no limit.
const noDeliveryLimit = { 'x-delivery-limit': 1_000_000_000 };

/**
 * The queues of orders, of dead letters, and of status requests. Each service declares them: RabbitMQ rejects other options.
 * Classic queues have no arguments, because other publishers declare them without. Quorum queues are replicated in a cluster.
 */
export const orderQueues = (name: string, type: QueueType): Record<'orders' | 'dead' | 'status', Queue> => {
  const dead = `${name}.dead`;
  const quorum = { 'x-queue-type': 'quorum', ...noDeliveryLimit };
  // If a policy sets a limit, RabbitMQ moves the message to the dead-letter queue without losing it.
  const deadLettering = {
    'x-dead-letter-exchange': '',
    'x-dead-letter-routing-key': dead,
    'x-dead-letter-strategy': 'at-least-once',
    'x-overflow': 'reject-publish',
  };
  return {
    orders: { name, options: { durable: true, ...(type === 'quorum' && { arguments: { ...quorum, ...deadLettering } }) } },
    dead: { name: dead, options: { durable: true, ...(type === 'quorum' && { arguments: quorum }) } },
    // Deleted with the last billing process: RabbitMQ then returns requests immediately.
    status: { name: `${name}.status`, options: { durable: true, autoDelete: true } },
  };
};

/** The headers of a dead letter. `properties`: the original properties that a dead letter cannot have, as JSON. */
export const deadLetterHeaders = { reason: 'x-dead-reason', at: 'x-dead-at', properties: 'x-dead-properties' } as const;

/** The maximum size of an order's message, in bytes. */
export const maxOrderBytes = 64 * 1024;
