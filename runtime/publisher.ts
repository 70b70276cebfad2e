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

type Published = [binding: Binding, content: Buffer, properties: Options.Publish & { messageId: string }];

export type Publisher = {
  /**
   * Publishes a persistent message and waits until RabbitMQ has confirmed that it keeps it.
   * @throws NotConfirmed, or amqplib's error for a message that cannot be encoded
   */
  publish: (...message: Published) => Promise<void>;
};

type PublisherOptions = {
  /** Declares the queues that are published to, and their bindings; runs for each new channel, and again when a message was returned. */
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
  // RabbitMQ returns an unroutable message, then confirms it. Both go by the publish, not by the message's id: of two publishes
  // with one id, one may be returned and the other stored.
  const returned = new Set<number>();
  // The newest messages, each in the place of its publish. A Map that is emptied from its front is slow.
  const recent: (Published | undefined)[] = new Array(resend).fill(undefined);
  let redeclaring = false;

  broker.keepChannel(
    async (opened) => {
      await declare(opened);
      opened.on('return', ({ properties, fields }: Message) => {
        const publish = Number(properties.headers?.[publishHeader]);
        returned.add(publish);
        // Before anything is sent again: its sender is told that it was not taken.
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
      // Answered after the returns of all earlier publishes: what `recent` still holds was routed to the deleted queue.
      await declare(current);
      const oldest = (sequence + 1) % resend;
      const again = [...recent.slice(oldest), ...recent.slice(0, oldest)].filter((message) => message !== undefined);
      log.error({ key, resent: again.length }, 'the queue was gone; declared it again');
      recent.fill(undefined);
      // A message that cannot be sent now is kept for the next time.
      await Promise.all(again.map((message) => send(...message).catch(() => remember(message))));
    } finally {
      redeclaring = false;
    }
  };

  /** @returns the number of this publish */
  const remember = (message: Published): number => {
    sequence += 1;
    if (resend > 0) recent[sequence % resend] = message;
    return sequence;
  };
  const forget = (publish: number) => {
    if (sequence - publish < resend) recent[publish % resend] = undefined;
  };

  const send = (...message: Published): Promise<void> =>
    new Promise((resolve, reject) => {
      const current = channel;
      if (!current) return reject(new NotConfirmed('disconnected'));
      const [{ exchange, key }, content, properties] = message;
      const publish = remember(message);
      const headers = { ...properties.headers, [publishHeader]: publish };
      const refuse = (reason: Refusal) => {
        // A message reported as refused must not be delivered later.
        if (reason !== 'timeout' && reason !== 'lost') forget(publish);
        reject(new NotConfirmed(reason));
      };
      waiting += 1;
      const timer = setTimeout(() => refuse('timeout'), timeoutMs);
      const settle = (error: unknown) => {
        // Also after a timeout: until RabbitMQ has answered, the message counts as in flight.
        waiting -= 1;
        clearTimeout(timer);
        if (error) refuse(channel === current ? 'refused' : 'lost');
        else if (returned.delete(publish)) refuse('unroutable');
        else resolve();
      };
      try {
        current.publish(exchange, key, content, { ...properties, headers, persistent: true, mandatory: true }, settle);
      } catch (error) {
        waiting -= 1;
        clearTimeout(timer);
        // The channel may be closed and its event yet to come; any other error is the message's own.
        if (error instanceof Error && error.name === 'IllegalOperationError') return refuse('disconnected');
        forget(publish);
        reject(error);
      }
    });

  return {
    publish: (...message) => {
      if (broker.state() === 'blocked') return Promise.reject(new NotConfirmed('blocked'));
      return waiting >= inFlight ? Promise.reject(new NotConfirmed('busy')) : send(...message);
    },
  };
};
