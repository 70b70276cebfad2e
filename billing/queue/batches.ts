import type { ConfirmChannel } from '@matinee/runtime/broker';
import type { ConsumeMessage } from 'amqplib';
import type { ConsumerOptions, DeadMessage } from './consumer.ts';
import { keepTrying } from './retry.ts';

// RabbitMQ may be short of memory for hours; a shutdown does not wait for that.
const deadLetterTimeoutMs = 2000;

/**
 * Handles the messages of one channel in batches. Acknowledges stored messages at once, dead ones when their copies are confirmed.
 * @param stopping aborted on shutdown: no further batch starts
 */
export const createBatches = (channel: ConfirmChannel, options: ConsumerOptions, stopping: AbortSignal) => {
  const { prefetch, handle, publishDeadLetters, failures, log } = options;
  // RabbitMQ redelivers the messages of a closed channel, and rejects their acknowledgements.
  const lost = new AbortController();
  channel.once('close', () => lost.abort());
  const ended = AbortSignal.any([stopping, lost.signal]);
  const waiting: ConsumeMessage[] = [];
  const publishing = new Set<Promise<void>>();
  let delivered = 0;
  let working: Promise<void> | undefined;
  // Dead messages that are not acknowledged yet: `ack(message, true)` would include them.
  let unpublished = 0;

  const judge = async (batch: ConsumeMessage[]) => {
    const verdicts = await handle(batch);
    if (verdicts.length !== batch.length) throw new Error('The handler must return one verdict for each message.');
    return verdicts;
  };

  const work = async () => {
    try {
      while (waiting.length > 0 && !ended.aborted) {
        const batch = waiting.splice(0, prefetch);
        const verdicts = await keepTrying(() => judge(batch), ended, failures);
        if (lost.signal.aborted) return;
        const stored = batch.filter((_, index) => verdicts[index] === 'stored');
        const last = stored.at(-1);
        if (last && stored.length === batch.length && unpublished === 0) channel.ack(last, true);
        else for (const message of stored) channel.ack(message);
        const dead = batch.flatMap((message, index) => {
          const verdict = verdicts[index];
          return verdict === undefined || verdict === 'stored' ? [] : [{ message, reason: verdict.dead }];
        });
        if (dead.length > 0) publish(dead);
      }
    } finally {
      // In the same turn as the last check of `waiting`, so that no message is missed.
      working = undefined;
    }
  };

  const publish = (dead: DeadMessage[]) => {
    unpublished += dead.length;
    const onPublished = (message: ConsumeMessage) => {
      unpublished -= 1;
      if (!lost.signal.aborted) channel.ack(message);
    };
    const done = publishDeadLetters(dead, { signal: ended, onPublished })
      .catch(requeue)
      .finally(() => publishing.delete(done));
    publishing.add(done);
  };

  /** RabbitMQ redelivers the unacknowledged messages of a closed channel. */
  const requeue = async (err: unknown) => {
    if (ended.aborted) return;
    log.error({ err }, 'batch failed; closing the channel so that RabbitMQ redelivers it');
    await channel.close().catch(() => {});
  };

  return {
    add: (message: ConsumeMessage): void => {
      delivered += 1;
      waiting.push(message);
      // Deferred, so that all messages of one TCP packet share a batch.
      working ??= Promise.resolve().then(work).catch(requeue);
    },
    ended,
    delivered: () => delivered,
    /** Whether messages are unacknowledged. */
    busy: () => working !== undefined || unpublished > 0,
    /** Waits until the messages in flight are acknowledged or have failed. */
    settled: async (): Promise<void> => {
      await working;
      await Promise.race([Promise.all(publishing), Bun.sleep(deadLetterTimeoutMs)]);
    },
  };
};

export type Batches = ReturnType<typeof createBatches>;
