/** A queue's name and the options that it is declared with. */
export type Queue = { name: string; options: { durable: true } };

/**
 * The queue of orders and the one of messages that can never become an order. Declared by every side alike, durable and with no
 * arguments: another declaration of a queue that exists is refused, and other publishers declare it just so.
 */
export const orderQueues = (name: string): { orders: Queue; dead: Queue } => ({
  orders: { name, options: { durable: true } },
  dead: { name: `${name}.dead`, options: { durable: true } },
});

/** Headers that a dead letter carries besides those of the message that it was. */
export const deadLetterHeaders = { reason: 'x-dead-reason', at: 'x-dead-at' } as const;

/** The longest message that can be an order, in bytes; the gateway takes none that is longer. */
export const maxOrderBytes = 64 * 1024;
