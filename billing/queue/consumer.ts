import type { Broker, ConfirmChannel } from '@matinee/runtime/broker';
import type { Log } from '@matinee/runtime/log';
import type { ConsumeMessage } from 'amqplib';
import pRetry from 'p-retry';

/** What became of a message: it is stored, or it can never be, and why. */
export type Verdict = 'stored' | { dead: string };

/** A message that can never be stored, and why. */
export type DeadMessage = { message: ConsumeMessage; reason: string };

type Options = {
  queue: string;
  /** Declares the queue; runs for each new channel. */
  declare: (channel: ConfirmChannel) => Promise<void>;
  /** Messages that RabbitMQ hands over ahead of their acknowledgement; at most these are handled at once. */
  prefetch: number;
  /** Judges messages. Throws what passes by itself: the same messages come again. */
  handle: (messages: ConsumeMessage[]) => Promise<Verdict[]>;
  /** Keeps dead messages elsewhere; resolves once they are safe there. */
  park: (dead: DeadMessage[]) => Promise<void>;
  log: Log;
};

export type Consumer = {
  /** Whether the queue is subscribed to. */
  subscribed: () => boolean;
  /** Takes no more messages and waits until those in hand are acknowledged, or have failed. */
  stop: () => Promise<void>;
};

/**
 * Takes the messages of a queue, those that wait together as one batch, and acknowledges them once every one is stored or
 * parked. A batch that fails is tried again until it succeeds or its channel is lost, when RabbitMQ delivers it again.
 */
export const consume = (broker: Broker, { queue, declare, prefetch, handle, park, log }: Options): Consumer => {
  let session: { channel: ConfirmChannel; tag: string } | undefined;
  let inHand: Promise<void> = Promise.resolve();
  let stopping = false;

  const settle = async (batch: ConsumeMessage[]) => {
    const verdicts = await handle(batch);
    const dead = batch.flatMap((message, index) => {
      const verdict = verdicts[index];
      // Silence is no verdict: what was not judged must not be acknowledged.
      if (verdict === undefined) throw new Error('a message was not judged');
      return verdict === 'stored' ? [] : [{ message, reason: verdict.dead }];
    });
    if (dead.length > 0) await park(dead);
  };

  const work = async (channel: ConfirmChannel, waiting: ConsumeMessage[], lost: AbortController) => {
    while (waiting.length > 0 && !stopping && !lost.signal.aborted) {
      const batch = waiting.splice(0, prefetch);
      try {
        await pRetry(() => settle(batch), {
          retries: Number.POSITIVE_INFINITY,
          minTimeout: 100,
          maxTimeout: 2000,
          randomize: true,
          shouldRetry: () => !stopping && !lost.signal.aborted,
          onFailedAttempt: ({ error, attemptNumber }) =>
            log.warn({ err: error, attempt: attemptNumber, messages: batch.length }, 'a batch failed'),
        });
      } catch (err) {
        // Nothing may be acknowledged behind a batch that was not: RabbitMQ delivers all of it again on another channel.
        if (lost.signal.aborted) return;
        lost.abort();
        if (!stopping) log.error({ err }, 'gave a batch back to RabbitMQ');
        await close(channel);
        return;
      }
      const last = batch.at(-1);
      if (last && !lost.signal.aborted) channel.ack(last, true);
    }
  };

  broker.keepChannel(
    async (channel) => {
      const lost = new AbortController();
      const waiting: ConsumeMessage[] = [];
      let working = false;
      channel.once('close', () => lost.abort());
      await declare(channel);
      await channel.prefetch(prefetch);

      let delivered = 0;
      const { consumerTag } = await channel.consume(queue, (message) => {
        if (message === null) {
          log.error({ queue }, 'RabbitMQ ended the subscription: the queue is gone');
          // What was delivered is nowhere else now: it is finished first. Then a new channel declares the queue again.
          inHand.then(() => close(channel));
          return;
        }
        delivered += 1;
        waiting.push(message);
        if (working) return;
        working = true;
        // What came in the same packet joins the batch.
        inHand = Promise.resolve()
          .then(() => work(channel, waiting, lost))
          .finally(() => {
            working = false;
          });
      });
      session = { channel, tag: consumerTag };

      // RabbitMQ may hand a subscription nothing though messages wait (seen with 3.10 after the queue was deleted and declared again),
      // and nothing else would ever tell: one that stands still beside a queue that is not empty is made anew.
      let before = -1;
      const watch = setInterval(async () => {
        const still = delivered === before && !working;
        before = delivered;
        if (!still) return;
        const { messageCount } = await channel.checkQueue(queue).catch(() => ({ messageCount: 0 }));
        if (messageCount === 0 || delivered !== before || lost.signal.aborted || stopping) return;
        log.error({ queue, waiting: messageCount }, 'nothing is delivered; subscribing again');
        await close(channel);
      }, 3000);
      const unwatch = () => clearInterval(watch);
      if (lost.signal.aborted) unwatch();
      else lost.signal.addEventListener('abort', unwatch);
      log.info({ queue }, 'subscribed');
    },
    () => {
      session = undefined;
    },
  );

  return {
    subscribed: () => session !== undefined,
    stop: async () => {
      stopping = true;
      const last = session;
      await last?.channel.cancel(last.tag).catch(() => {});
      await inHand;
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
