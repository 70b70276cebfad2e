import type { ConfirmChannel } from '@matinee/runtime/broker';

type Options = {
  signal: AbortSignal;
  /** How many messages were delivered so far. */
  delivered: () => number;
  /** Whether messages are still to be acknowledged, which may hold further ones back. */
  busy: () => boolean;
  /** @param waiting the messages in the queue */
  onStandstill: (waiting: number) => Promise<void>;
};

/** A standstill lasts up to two of these. */
const intervalMs = 1000;

/**
 * RabbitMQ may hand a subscription nothing though messages wait (seen with 3.10 after the queue was deleted and declared again), and
 * nothing else would ever tell: looks now and then whether the subscription stands still beside a queue that is not empty.
 */
export const watchDeliveries = (
  channel: ConfirmChannel,
  queue: string,
  { signal, delivered, busy, onStandstill }: Options,
): void => {
  let before = -1;
  const timer = setInterval(async () => {
    const still = delivered() === before && !busy();
    before = delivered();
    if (!still) return;
    const { messageCount } = await channel.checkQueue(queue).catch(() => ({ messageCount: 0 }));
    if (messageCount === 0 || delivered() !== before || signal.aborted) return;
    await onStandstill(messageCount);
  }, intervalMs);
  const stop = () => clearInterval(timer);
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop);
};
