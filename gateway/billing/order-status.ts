import type { Queue } from '@matinee/contracts/queues';
import type { StatusReply, StatusRequest } from '@matinee/contracts/status';
import type { Broker, ConfirmChannel } from '@matinee/runtime/broker';

/** Asks billing for the status of an order; undefined when billing is unavailable or does not answer in time. */
export type AskBilling = (question: StatusRequest) => Promise<StatusReply | undefined>;

/** Over RabbitMQ's direct reply-to: https://www.rabbitmq.com/docs/direct-reply-to. */
export const createAskBilling = (broker: Broker, { queue, timeoutMs }: { queue: Queue; timeoutMs: number }): AskBilling => {
  let channel: ConfirmChannel | undefined;
  const waiting = new Map<string, (reply: StatusReply | undefined) => void>();

  broker.keepChannel(
    async (opened) => {
      const replies = 'amq.rabbitmq.reply-to';
      await opened.consume(
        replies,
        (message) => {
          if (message) waiting.get(message.properties.correlationId)?.(JSON.parse(message.content.toString()));
        },
        { noAck: true },
      );
      // No billing process has declared the queue: nobody will answer.
      opened.on('return', ({ properties }) => waiting.get(String(properties.correlationId))?.(undefined));
      channel = opened;
    },
    () => {
      channel = undefined;
      for (const settle of waiting.values()) settle(undefined);
    },
  );

  return (question) =>
    new Promise((resolve) => {
      if (!channel || broker.state() !== 'connected') return resolve(undefined);
      const id = Bun.randomUUIDv7();
      const timer = setTimeout(() => settle(undefined), timeoutMs);
      const settle = (reply: StatusReply | undefined) => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(reply);
      };
      waiting.set(id, settle);
      try {
        channel.sendToQueue(queue.name, Buffer.from(JSON.stringify(question)), {
          correlationId: id,
          replyTo: 'amq.rabbitmq.reply-to',
          mandatory: true,
          // Nobody waits for the answer after that.
          expiration: timeoutMs,
        });
      } catch {
        // The channel is closed, and its event is yet to come.
        settle(undefined);
      }
    });
};
