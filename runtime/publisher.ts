import type { Message, Options } from 'amqplib';
import type { Broker, ConfirmChannel } from './broker.ts';
import type { Log } from './log.ts';

/** Why a message is not known to be in its queue. After `timeout` and `lost` it may be there all the same. */
export type Refusal = 'disconnected' | 'blocked' | 'busy' | 'timeout' | 'lost' | 'unroutable' | 'refused';

export class NotConfirmed extends Error {
  constructor(readonly reason: Refusal) {
    super(`the broker did not confirm the message: ${reason}`);
  }
}

/** An exchange, and the key that a queue is bound to it by. The default exchange '' knows each queue by its name. */
export type Binding = { exchange: string; key: string };

/** The header that tells a publish from others of the same message; of no meaning to a consumer. */
export const publishHeader = 'x-publish';

export type Publisher = {
  /**
   * Publishes a persistent message and waits until RabbitMQ has confirmed that it keeps it.
   * @throws NotConfirmed, or amqplib's error for a message that cannot be encoded
   */
  publish: (binding: Binding, content: Buffer, properties: Options.Publish & { messageId: string }) => Promise<void>;
};

type Published = { publish: number; message: Parameters<Publisher['publish']> };

type PublisherOptions = {
  /** Declares the queues that are published to, and their bindings; runs for each new channel, and again when a message came back. */
  declare: (channel: ConfirmChannel) => Promise<void>;
  /** How long a confirm is waited for, ms. */
  timeoutMs: number;
  /** How many messages may wait for their confirm; one more is refused at once. */
  inFlight: number;
  /**
   * How many of the newest messages are sent again when their queue turns out to have been deleted: RabbitMQ confirms a message that
   * arrives while its queue is being deleted, and drops it (https://github.com/rabbitmq/rabbitmq-server/issues/4746). Only for a
   * consumer that knows a message by its id. 0: none.
   */
  resend: number;
  log: Log;
};

export const createPublisher = (broker: Broker, { declare, timeoutMs, inFlight, resend, log }: PublisherOptions): Publisher => {
  let channel: ConfirmChannel | undefined;
  let waiting = 0;
  let sequence = 0;
  // RabbitMQ confirms an unroutable message too, after it has returned it. Both go by the publish, not by the message's id: a repeat may
  // be returned while the first one was taken.
  const returned = new Set<number>();
  // A ring: the newest takes the place of the oldest.
  const recent: (Published | undefined)[] = new Array(resend);
  let redeclaring = false;

  broker.keepChannel(
    async (opened) => {
      await declare(opened);
      opened.on('return', ({ properties, fields }: Message) => {
        const publish = Number(properties.headers?.[publishHeader]);
        returned.add(publish);
        // As for every other refusal, but at once: before anything is sent again.
        forget(publish);
        redeclare(opened, fields.routingKey).catch((err) => log.error({ err }, 'could not declare the queue'));
      });
      channel = opened;
    },
    () => {
      channel = undefined;
      returned.clear();
    },
  );

  const redeclare = async (current: ConfirmChannel, key: string) => {
    if (redeclaring) return;
    redeclaring = true;
    try {
      // Answered behind the returns of all that was published before: what is still remembered then was routed to the old queue.
      await declare(current);
      const again = recent.filter((published) => published !== undefined).sort((a, b) => a.publish - b.publish);
      log.error({ key, resent: again.length }, 'the queue was gone; declared it again');
      recent.fill(undefined);
      // One that cannot be sent now waits for the next time; the others are remembered anew.
      await Promise.all(again.map((published) => send(...published.message).catch(() => remember(published.message))));
    } finally {
      redeclaring = false;
    }
  };

  /** @returns the number of this publish */
  const remember = (message: Published['message']): number => {
    sequence += 1;
    if (resend > 0) recent[sequence % resend] = { publish: sequence, message };
    return sequence;
  };
  const forget = (publish: number) => {
    if (recent[publish % resend]?.publish === publish) recent[publish % resend] = undefined;
  };

  const send: Publisher['publish'] = (binding, content, properties) =>
    new Promise((resolve, reject) => {
      const current = channel;
      if (!current) return reject(new NotConfirmed('disconnected'));
      const publish = remember([binding, content, properties]);
      const refuse = (reason: Refusal) => {
        // A message reported as refused must not be delivered later.
        if (reason !== 'timeout' && reason !== 'lost') forget(publish);
        reject(new NotConfirmed(reason));
      };
      waiting += 1;
      const timer = setTimeout(() => refuse('timeout'), timeoutMs);
      const settle = (error: unknown) => {
        // Also after the time is up: until RabbitMQ has spoken the message takes a place.
        waiting -= 1;
        clearTimeout(timer);
        if (error && channel === current) refuse('refused');
        else if (error) refuse('lost');
        else if (returned.delete(publish)) refuse('unroutable');
        else resolve();
      };
      try {
        current.publish(
          binding.exchange,
          binding.key,
          content,
          { ...properties, headers: { ...properties.headers, [publishHeader]: publish }, persistent: true, mandatory: true },
          settle,
        );
      } catch (error) {
        waiting -= 1;
        clearTimeout(timer);
        // The channel may be closed and its event yet to come; any other error is the message's own.
        if (error instanceof Error && error.name === 'IllegalOperationError') refuse('disconnected');
        else {
          forget(publish);
          reject(error);
        }
      }
    });

  return {
    publish: async (...message) => {
      if (broker.state() === 'blocked') throw new NotConfirmed('blocked');
      if (waiting >= inFlight) throw new NotConfirmed('busy');
      return send(...message);
    },
  };
};
