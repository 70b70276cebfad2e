import type { ConfirmChannel } from '@matinee/runtime/broker';
import type { Batches } from './batches.ts';

const intervalMs = 1000;

/**
 * Detects a subscription that gets nothing although messages are ready, within two intervals.
 * RabbitMQ 3.10 does this after its queue was deleted and declared again, and reports no error.
 */
export const watchDeliveries = (
  channel: ConfirmChannel,
  queue: string,
  { ended, delivered, busy }: Pick<Batches, 'ended' | 'delivered' | 'busy'>,
  onStandstill: (ready: number) => Promise<void>,
): void => {
  let before = -1;
  const timer = setInterval(async () => {
    if (ended.aborted) return clearInterval(timer);
    const isIdle = delivered() === before && !busy();
    before = delivered();
    if (!isIdle) return;
    const { messageCount } = await channel.checkQueue(queue).catch(() => ({ messageCount: 0 }));
    if (messageCount > 0 && delivered() === before && !ended.aborted) await onStandstill(messageCount);
  }, intervalMs);
};
