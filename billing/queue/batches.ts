import type { ConfirmChannel } from '@matinee/runtime/broker';
import type { ConsumeMessage } from 'amqplib';
import { close } from './close.ts';
import type { ConsumerOptions, DeadMessage } from './consumer.ts';
import { keepTrying } from './retry.ts';

type Options = Pick<ConsumerOptions, 'prefetch' | 'handle' | 'publishDeadLetters' | 'failures' | 'log'> & {
  /** Aborted when the channel is lost: RabbitMQ delivers its messages again, and takes no acknowledgement. */
  lost: AbortSignal;
  /** Aborted when no further batch is to be begun. */
  stopping: AbortSignal;
};

/** How long a stop, or a queue that was deleted, waits for dead letters: RabbitMQ may be short of memory for hours. */
const deadLetterTimeoutMs = 2000;

/** Handles the messages of one channel in batches and acknowledges them: stored ones at once, dead ones when their copies are safe. */
export const createBatches = (
  channel: ConfirmChannel,
  { prefetch, handle, publishDeadLetters, failures, log, lost, stopping }: Options,
) => {
  const signal = AbortSignal.any([stopping, lost]);
  const waiting: ConsumeMessage[] = [];
  let working: Promise<void> | undefined;
  const publishing = new Set<Promise<void>>();
  // Dead messages that are not acknowledged yet: an acknowledgement of all up to a message would include them.
  let unpublished = 0;

  const judge = async (batch: ConsumeMessage[]) => {
    const verdicts = await handle(batch);
    // Silence is no verdict: a message that was not judged must not be acknowledged.
    if (verdicts.length !== batch.length) throw new Error('not every message was judged');
    return verdicts;
  };

  const work = async () => {
    while (waiting.length > 0 && !signal.aborted) {
      const batch = waiting.splice(0, prefetch);
      const verdicts = await keepTrying(() => judge(batch), signal, failures);
      if (lost.aborted) return;
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
  };

  const workAll = async () => {
    try {
      await work();
    } finally {
      // In the same turn as the last look at `waiting`, so that no message comes in between.
      working = undefined;
    }
  };

  const publish = (dead: DeadMessage[]) => {
    unpublished += dead.length;
    const onPublished = (message: ConsumeMessage) => {
      unpublished -= 1;
      if (!lost.aborted) channel.ack(message);
    };
    const done = publishDeadLetters(dead, { signal, onPublished })
      .catch(giveBack)
      .finally(() => publishing.delete(done));
    publishing.add(done);
  };

  /** RabbitMQ delivers again what was not acknowledged. */
  const giveBack = async (err: unknown) => {
    if (signal.aborted) return;
    log.error({ err }, 'gave messages back to RabbitMQ');
    await close(channel);
  };

  return {
    add: (message: ConsumeMessage): void => {
      waiting.push(message);
      // Messages of the same packet join the batch.
      working ??= Promise.resolve().then(workAll).catch(giveBack);
    },
    /** Whether messages are still to be acknowledged. */
    busy: () => working !== undefined || unpublished > 0,
    /** Waits for what is in flight. */
    settled: async (): Promise<void> => {
      await working;
      await Promise.race([Promise.all(publishing), Bun.sleep(deadLetterTimeoutMs)]);
    },
  };
};

export type Batches = ReturnType<typeof createBatches>;
