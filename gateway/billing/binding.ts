import type { Queue } from '@matinee/contracts/queues';
import type { ConfirmChannel } from '@matinee/runtime/broker';
import type { Binding } from '@matinee/runtime/publisher';

/**
 * A gateway's own binding to the queue of orders. RabbitMQ deletes it with the queue, so that a publish detects the loss even if another
 * program has declared the queue again.
 */
export const bindingOf = (queue: Queue, gateway: string): Binding => {
  return { exchange: 'amq.direct', key: `${queue.name} from ${gateway}` };
};

export const declareBinding = async (channel: ConfirmChannel, queue: Queue, { exchange, key }: Binding): Promise<void> => {
  await channel.assertQueue(queue.name, queue.options);
  await channel.bindQueue(queue.name, exchange, key);
};
