import type { Queue } from '@matinee/contracts/queues';
import type { Broker, ConfirmChannel } from '@matinee/runtime/broker';
import type { Log } from '@matinee/runtime/log';
import type { ConsumeMessage } from 'amqplib';
import { createBatches } from './batches.ts';
import type { Failures } from './retry.ts';
import { watchDeliveries } from './watch.ts';

/** The result for a message: stored, or dead with the reason. */
export type Verdict = 'stored' | { dead: string };

/** A message that can never be stored, and why. */
export type DeadMessage = { message: ConsumeMessage; reason: string };

/** Publishes dead letters and reports each confirmed one. Rejects when the signal is aborted. */
export type PublishDeadLetters = (
  dead: DeadMessage[],
  options: { signal: AbortSignal; onPublished: (message: ConsumeMessage) => void },
) => Promise<void>;

export type ConsumerOptions = {
  queue: Queue;
  /** The maximum of unacknowledged messages, and of messages in a batch. */
  prefetch: number;
  /** Returns a verdict for each message. When it throws, it is called again with the same messages. */
  handle: (messages: ConsumeMessage[]) => Promise<Verdict[]>;
  publishDeadLetters: PublishDeadLetters;
  failures: Failures;
  log: Log;
};

/** Consumes a queue in batches. A batch is retried until it succeeds or its channel closes; then RabbitMQ redelivers it. */
export const consume = (broker: Broker, options: ConsumerOptions) => {
  const { queue, prefetch, log } = options;
  const stopping = new AbortController();
  let unsubscribe: (() => Promise<void>) | undefined;

  broker.keepChannel(async (channel) => {
    const batches = createBatches(channel, options, stopping.signal);
    channel.once('close', () => {
      unsubscribe = undefined;
    });
    await channel.assertQueue(queue.name, queue.options);
    await channel.prefetch(prefetch);
    const { consumerTag } = await channel.consume(queue.name, (message) => {
      if (message !== null) return batches.add(message);
      log.error({ queue: queue.name }, 'the queue was deleted; declaring it again');
      // The delivered messages went with the queue: they are stored before a new channel opens.
      void batches.settled().then(() => close(channel));
    });
    unsubscribe = async () => {
      await channel.cancel(consumerTag).catch(() => {});
      await batches.settled();
      // RabbitMQ confirms the closing of a channel, unlike that of a connection, after it has processed all acknowledgements.
      await close(channel);
    };
    log.info({ queue: queue.name }, 'subscribed');
    watchDeliveries(channel, queue.name, batches, (ready) => {
      log.error({ queue: queue.name, ready }, 'RabbitMQ delivers none of the ready messages; subscribing again');
      return close(channel);
    });
  });

  return {
    subscribed: () => unsubscribe !== undefined,
    /** Unsubscribes and waits until the messages in flight are acknowledged or have failed. */
    stop: async (): Promise<void> => {
      stopping.abort();
      await unsubscribe?.();
    },
  };
};

export type Consumer = ReturnType<typeof consume>;

/** Closes a channel that may be closed already. */
const close = (channel: ConfirmChannel): Promise<void> => channel.close().catch(() => {});
