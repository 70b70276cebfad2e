import type { Broker, ConfirmChannel } from '@matinee/runtime/broker';
import type { Log } from '@matinee/runtime/log';
import type { ConsumeMessage } from 'amqplib';
import type { Failures } from './failures.ts';
import { keepTrying } from './retry.ts';
import { watchDeliveries } from './watch.ts';

/** What became of a message: it is stored, or it can never be, and why. */
export type Verdict = 'stored' | { dead: string };

/** A message that can never be stored, and why. */
export type DeadMessage = { message: ConsumeMessage; reason: string };

/** Copies messages elsewhere; `onPublished` is told each of them that is safe there. Gives up when the signal is aborted. */
export type PublishDeadLetters = (
  dead: DeadMessage[],
  options: { signal: AbortSignal; onPublished: (message: ConsumeMessage) => void },
) => Promise<void>;

type Options = {
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

/** How long a stop, or a queue that was deleted, waits for dead letters: RabbitMQ may be short of memory for hours. */
const deadLetterTimeoutMs = 2000;

/**
 * Takes the messages of a queue, those that wait together as one batch. Stored messages are acknowledged at once, dead ones as soon as
 * their copies are safe. A batch that fails is retried until it succeeds or its channel is lost, when RabbitMQ delivers it again.
 */
export const consume = (broker: Broker, options: Options): Consumer => {
  const { queue, declare, prefetch, handle, publishDeadLetters, failures, log } = options;
  const stopping = new AbortController();
  let session: { channel: ConfirmChannel; tag: string } | undefined;
  let batches: Promise<void> = Promise.resolve();
  const deadLetters = new Set<Promise<void>>();

  const judge = async (batch: ConsumeMessage[]) => {
    const verdicts = await handle(batch);
    // Silence is no verdict: a message that was not judged must not be acknowledged.
    if (verdicts.length !== batch.length) throw new Error('not every message was judged');
    return verdicts;
  };

  const settled = async () => {
    await batches;
    await Promise.race([Promise.all(deadLetters), Bun.sleep(deadLetterTimeoutMs)]);
  };

  broker.keepChannel(
    async (channel) => {
      const lost = new AbortController();
      const signal = AbortSignal.any([stopping.signal, lost.signal]);
      const waiting: ConsumeMessage[] = [];
      let delivered = 0;
      let working = false;
      // Dead messages that are not acknowledged yet: an acknowledgement of all up to a message would include them.
      let unpublished = 0;

      const publish = async (dead: DeadMessage[]) => {
        unpublished += dead.length;
        const onPublished = (message: ConsumeMessage) => {
          unpublished -= 1;
          if (!lost.signal.aborted) channel.ack(message);
        };
        await publishDeadLetters(dead, { signal, onPublished }).catch((err) => {
          // RabbitMQ delivers again what was not acknowledged.
          if (signal.aborted) return;
          log.error({ err }, 'could not publish dead letters');
          return close(channel);
        });
      };

      const work = async () => {
        while (waiting.length > 0 && !signal.aborted) {
          const batch = waiting.splice(0, prefetch);
          const verdicts = await keepTrying(() => judge(batch), signal, failures);
          if (lost.signal.aborted) return;
          const stored = batch.filter((_, index) => verdicts[index] === 'stored');
          const last = stored.at(-1);
          if (last && stored.length === batch.length && unpublished === 0) channel.ack(last, true);
          else for (const message of stored) channel.ack(message);
          if (stored.length === batch.length) continue;
          const dead = batch.flatMap((message, index) => {
            const verdict = verdicts[index];
            return verdict === undefined || verdict === 'stored' ? [] : [{ message, reason: verdict.dead }];
          });
          const publishing = publish(dead).finally(() => deadLetters.delete(publishing));
          deadLetters.add(publishing);
        }
      };

      channel.once('close', () => lost.abort());
      await declare(channel);
      await channel.prefetch(prefetch);
      const { consumerTag } = await channel.consume(queue, (message) => {
        if (message === null) {
          log.error({ queue }, 'RabbitMQ ended the subscription: the queue is gone');
          // What was delivered is nowhere else now: it is finished first. Then a new channel declares the queue again.
          settled().then(() => close(channel));
          return;
        }
        delivered += 1;
        waiting.push(message);
        if (working) return;
        working = true;
        // What came in the same packet joins the batch.
        batches = Promise.resolve()
          .then(work)
          .catch((err) => {
            if (signal.aborted) return;
            log.error({ err }, 'gave messages back to RabbitMQ');
            return close(channel);
          })
          .then(() => {
            working = false;
          });
      });
      session = { channel, tag: consumerTag };
      log.info({ queue }, 'subscribed');

      watchDeliveries(channel, queue, {
        signal,
        delivered: () => delivered,
        busy: () => working || unpublished > 0,
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
      await last?.channel.cancel(last.tag).catch(() => {});
      await settled();
      // Closing the channel, unlike the connection, is answered behind the last acknowledgement.
      if (session && last) await close(last.channel);
    },
  };
};

/** Closes a channel, whether or not it is closed already, which amqplib answers by throwing. */
const close = async (channel: ConfirmChannel): Promise<void> => {
  try {
    await channel.close();
  } catch {
    // It is closed.
  }
};
