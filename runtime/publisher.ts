import type { Message, Options } from 'amqplib';
import type { Broker, ConfirmChannel } from './broker.ts';
import type { Log } from './log.ts';

/** Why a message is not known to be in its queue. After `timeout` and `lost` it may be there all the same. */
export type Refusal = 'away' | 'blocked' | 'busy' | 'timeout' | 'lost' | 'unroutable' | 'refused';

export class NotConfirmed extends Error {
  constructor(readonly reason: Refusal) {
    super(`the broker did not confirm the message: ${reason}`);
  }
}

export type Publisher = {
  /**
   * Publishes a persistent message to a queue and waits until RabbitMQ has confirmed that it keeps it.
   * @throws NotConfirmed, or amqplib's error for a message that cannot be encoded
   */
  publish: (queue: string, content: Buffer, properties: Options.Publish & { messageId: string }) => Promise<void>;
};

/**
 * @param declare declares the queues that are published to; runs for each new channel, and again when a message came back
 * because its queue is gone
 * @param timeoutMs how long a confirm is waited for
 * @param inFlight how many messages may wait for their confirm; one more is refused at once
 */
export const createPublisher = (
  broker: Broker,
  {
    declare,
    timeoutMs,
    inFlight,
    log,
  }: { declare: (channel: ConfirmChannel) => Promise<void>; timeoutMs: number; inFlight: number; log: Log },
): Publisher => {
  let channel: ConfirmChannel | undefined;
  let waiting = 0;
  // RabbitMQ confirms an unroutable message too, after it has returned it. Two messages of one id may be under way at once.
  const returned = new Map<string, number>();

  broker.keepChannel(
    async (opened) => {
      await declare(opened);
      opened.on('return', ({ properties, fields }: Message) => {
        const id = String(properties.messageId);
        returned.set(id, (returned.get(id) ?? 0) + 1);
        log.error({ message_id: id, queue: fields.routingKey }, 'the queue is gone; declaring it again');
        declare(opened).catch((err) => log.error({ err }, 'could not declare the queue'));
      });
      channel = opened;
    },
    () => {
      channel = undefined;
      returned.clear();
    },
  );

  const wasReturned = (id: string): boolean => {
    const times = returned.get(id);
    if (times === undefined) return false;
    if (times === 1) returned.delete(id);
    else returned.set(id, times - 1);
    return true;
  };

  return {
    publish: (queue, content, properties) =>
      new Promise((resolve, reject) => {
        const refuse = (reason: Refusal) => reject(new NotConfirmed(reason));
        const current = channel;
        if (!current) return refuse('away');
        if (broker.state() === 'blocked') return refuse('blocked');
        if (waiting >= inFlight) return refuse('busy');

        waiting += 1;
        const timer = setTimeout(() => refuse('timeout'), timeoutMs);
        const settle = (error: unknown) => {
          // Also after the time is up: until RabbitMQ has spoken the message takes a place.
          waiting -= 1;
          clearTimeout(timer);
          if (error) refuse(channel === current ? 'refused' : 'lost');
          else if (wasReturned(properties.messageId)) refuse('unroutable');
          else resolve();
        };
        try {
          current.publish('', queue, content, { ...properties, persistent: true, mandatory: true }, settle);
        } catch (error) {
          waiting -= 1;
          clearTimeout(timer);
          // The channel may be closed and its event yet to come; any other error is the message's own.
          if (error instanceof Error && error.name === 'IllegalOperationError') refuse('away');
          else reject(error);
        }
      }),
  };
};
