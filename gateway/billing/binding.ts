import type { Queue } from '@matinee/contracts/queues';
import type { ConfirmChannel } from '@matinee/runtime/broker';
import type { Binding } from '@matinee/runtime/publisher';

/**
 * The gateway's own binding to the queue of orders. RabbitMQ deletes it with the queue, and nobody else declares it: when another program
 * has declared the queue again, the next order is returned, and the publisher resends the newest ones. The default exchange would hide that.
 * @param gateway identifies this gateway on the broker, and is the same after a restart
 */
export const bindingOf = (queue: Queue, gateway: string): Binding => ({
  exchange: 'amq.direct',
  key: `${queue.name} from ${gateway}`,
});

export const declareBinding = async (channel: ConfirmChannel, queue: Queue, { exchange, key }: Binding): Promise<void> => {
  await channel.assertQueue(queue.name, queue.options);
  await channel.bindQueue(queue.name, exchange, key);
};
