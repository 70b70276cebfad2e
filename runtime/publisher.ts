import type { Message, Options } from 'amqplib';
import type { Broker, ConfirmChannel } from './broker.ts';
import type { Log } from './log.ts';

/** Why a message is not confirmed. After `timeout` and `lost` it may be in the queue nevertheless. */
export type Refusal = 'disconnected' | 'blocked' | 'busy' | 'timeout' | 'lost' | 'unroutable' | 'refused';

export class NotConfirmed extends Error {
  constructor(readonly reason: Refusal) {
    super(`the broker did not confirm the message: ${reason}`);
  }
}

/** An exchange, and the key that binds a queue to it. The default exchange "" binds each queue by its name. */
export type Binding = { exchange: string; key: string };

/** The header with the number of a publish, which consumers ignore. */
export const publishHeader = 'x-publish';

export type Published = [binding: Binding, content: Buffer, properties: Options.Publish & { messageId: string }];

export type Publisher = {
  /** Publishes a persistent message and waits for the confirm. @throws NotConfirmed, or amqplib's error for an invalid message */
  publish: (...message: Published) => Promise<void>;
};

/** Messages to send again after their queue was deleted, by the number of their publish. */
export type Resend = {
  add: (publish: number, message: Published) => void;
  remove: (publish: number) => void;
  /** Removes and returns all messages, oldest first. */
  takeAll: () => Published[];
};

type PublisherOptions = {
  /** Declares queues and bindings: on each new channel, and after a message was returned. */
  declare: (channel: ConfirmChannel) => Promise<void>;
  /** How long to wait for a confirm, ms. */
  timeoutMs: number;
  /** Maximum number of unconfirmed messages. */
  inFlight: number;
  /** Only for consumers that ignore repeated message ids. */
  resend?: Resend;
  log: Log;
};

export const createPublisher = (broker: Broker, { declare, timeoutMs, inFlight, resend, log }: PublisherOptions): Publisher => {
  let channel: ConfirmChannel | undefined;
  let unconfirmed = 0;
  let sequence = 0;
  // RabbitMQ returns an unroutable message before it confirms it. Message ids are not unique: one of two publishes may be returned.
  const returned = new Set<number>();
  let redeclaring = false;

  broker.keepChannel(
    async (opened) => {
      await declare(opened);
      opened.on('return', ({ properties, fields }: Message) => {
        const publish = Number(properties.headers?.[publishHeader]);
        returned.add(publish);
        resend?.remove(publish);
        redeclare(opened, fields.routingKey).catch((err) => log.error({ err }, 'cannot declare the queue'));
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
      await declare(current);
      // RabbitMQ has returned all unroutable messages by now. The others went to the deleted queue.
      const again = resend?.takeAll() ?? [];
      log.error({ key, resent: again.length }, 'the queue had been deleted; declared it again');
      await Promise.all(again.map((message) => send(...message).catch(() => resend?.add(++sequence, message))));
    } finally {
      redeclaring = false;
    }
  };

  const send = (...message: Published): Promise<void> =>
    new Promise((resolve, reject) => {
      const current = channel;
      if (!current) return reject(new NotConfirmed('disconnected'));
      const [{ exchange, key }, content, properties] = message;
      const publish = ++sequence;
      resend?.add(publish, message);
      const headers = { ...properties.headers, [publishHeader]: publish };
      const refuse = (reason: Refusal) => {
        // A message reported as rejected must not be delivered later.
        if (reason !== 'timeout' && reason !== 'lost') resend?.remove(publish);
        reject(new NotConfirmed(reason));
      };
      unconfirmed += 1;
      const timer = setTimeout(() => refuse('timeout'), timeoutMs);
      const settle = (error: unknown) => {
        // Also after a timeout: the message is in flight until RabbitMQ answers.
        unconfirmed -= 1;
        clearTimeout(timer);
        if (error) refuse(channel === current ? 'refused' : 'lost');
        else if (returned.delete(publish)) refuse('unroutable');
        else resolve();
      };
      try {
        current.publish(exchange, key, content, { ...properties, headers, persistent: true, mandatory: true }, settle);
      } catch (error) {
        unconfirmed -= 1;
        clearTimeout(timer);
        // The channel is closed and its event still to come. Any other error is about the message.
        if (error instanceof Error && error.name === 'IllegalOperationError') return refuse('disconnected');
        resend?.remove(publish);
        reject(error);
      }
    });

  return {
    publish: (...message) => {
      if (broker.state() === 'blocked') return Promise.reject(new NotConfirmed('blocked'));
      return unconfirmed >= inFlight ? Promise.reject(new NotConfirmed('busy')) : send(...message);
    },
  };
};
