import type { Queue } from '@matinee/contracts/queues';
import type { ConfirmChannel } from '@matinee/runtime/broker';
import type { Binding } from '@matinee/runtime/publisher';

/**
 * The gateway's own way into the queue of orders: a binding that nobody else declares, and that goes with the queue when that is
 * deleted. Whoever declares the queue again, the gateway's next order is then returned, and it learns that its newest orders may be lost.
 * By the default exchange it would never know.
 * @param gateway tells this gateway from others on the same broker, and is the same after a restart
 */
export const routeOf = (queue: Queue, gateway: string): Binding => ({
  exchange: 'amq.direct',
  key: `${queue.name} from ${gateway}`,
});

export const declareRoute = async (channel: ConfirmChannel, queue: Queue, { exchange, key }: Binding): Promise<void> => {
  await channel.assertQueue(queue.name, queue.options);
  await channel.bindQueue(queue.name, exchange, key);
};
