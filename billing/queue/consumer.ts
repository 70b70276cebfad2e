import type { Broker, ConfirmChannel } from '@matinee/runtime/broker';
import type { Log } from '@matinee/runtime/log';
import type { ConsumeMessage } from 'amqplib';
import { type Batches, createBatches } from './batches.ts';
import { close } from './close.ts';
import type { Failures } from './failures.ts';
import { watchDeliveries } from './watch.ts';

/** The result for a message: stored, or rejected for good with the reason. */
export type Verdict = 'stored' | { dead: string };

/** A message that can never be stored, and why. */
export type DeadMessage = { message: ConsumeMessage; reason: string };

/** Copies messages elsewhere; `onPublished` is told each of them that is safe there. Gives up when the signal is aborted. */
export type PublishDeadLetters = (
  dead: DeadMessage[],
  options: { signal: AbortSignal; onPublished: (message: ConsumeMessage) => void },
) => Promise<void>;

export type ConsumerOptions = {
  queue: string;
  /** Declares the queue; runs for each new channel. */
  declare: (channel: ConfirmChannel) => Promise<void>;
  /** Messages that RabbitMQ delivers ahead of their acknowledgement; at most these are handled at once. */
  prefetch: number;
  /** Judges messages. What it throws is no single message's fault: it gets the same messages again. */
  handle: (messages: ConsumeMessage[]) => Promise<Verdict[]>;
  publishDeadLetters: PublishDeadLetters;
  /** Counts the batches that `handle` could not judge. */
  failures: Failures;
  log: Log;
};

export type Consumer = {
  /** Whether the queue is subscribed to. */
  subscribed: () => boolean;
  /** Takes no more messages and waits until those in flight are acknowledged, or have failed. */
  stop: () => Promise<void>;
};

/**
 * Takes the messages of a queue, those that wait together as one batch. A batch that fails is retried until it succeeds or its channel is
 * lost, when RabbitMQ delivers it again.
 */
export const consume = (broker: Broker, options: ConsumerOptions): Consumer => {
  const { queue, declare, prefetch, log } = options;
  const stopping = new AbortController();
  let session: { channel: ConfirmChannel; tag: string; batches: Batches } | undefined;

  broker.keepChannel(
    async (channel) => {
      const lost = new AbortController();
      const batches = createBatches(channel, { ...options, lost: lost.signal, stopping: stopping.signal });
      let delivered = 0;
      channel.once('close', () => lost.abort());
      await declare(channel);
      await channel.prefetch(prefetch);
      const { consumerTag } = await channel.consume(queue, (message) => {
        if (message === null) {
          log.error({ queue }, 'RabbitMQ ended the subscription: the queue is gone');
          // The queue is gone, and with it the delivered messages: they are finished first. Then a new channel declares the queue again.
          batches.settled().then(() => close(channel));
          return;
        }
        delivered += 1;
        batches.add(message);
      });
      session = { channel, tag: consumerTag, batches };
      log.info({ queue }, 'subscribed');

      watchDeliveries(channel, queue, {
        signal: AbortSignal.any([stopping.signal, lost.signal]),
        delivered: () => delivered,
        busy: batches.busy,
        onStandstill: (count) => {
          log.error({ queue, waiting: count }, 'nothing is delivered; subscribing again');
          return close(channel);
        },
      });
    },
    () => {
      session = undefined;
    },
  );

  return {
    subscribed: () => session !== undefined,
    stop: async () => {
      stopping.abort();
      const last = session;
      if (!last) return;
      await last.channel.cancel(last.tag).catch(() => {});
      await last.batches.settled();
      // Closing the channel, unlike the connection, is answered behind the last acknowledgement.
      if (session) await close(last.channel);
    },
  };
};
