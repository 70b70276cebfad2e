import type { Queue } from '@matinee/contracts/queues';
import type { StatusReply, StatusRequest } from '@matinee/contracts/status';
import type { Broker, ConfirmChannel } from '@matinee/runtime/broker';

/** Asks billing for the status of an order; undefined if billing does not answer in time. */
export type AskBilling = (question: StatusRequest) => Promise<StatusReply | undefined>;

const replyTo = 'amq.rabbitmq.reply-to';

/** By RabbitMQ's direct reply-to: https://www.rabbitmq.com/docs/direct-reply-to. */
export const createAskBilling = (broker: Broker, { queue, timeoutMs }: { queue: Queue; timeoutMs: number }): AskBilling => {
  let channel: ConfirmChannel | undefined;
  const pending = new Map<string, (reply: StatusReply | undefined) => void>();

  broker.keepChannel(
    async (opened) => {
      const onReply: Parameters<ConfirmChannel['consume']>[1] = (message) => {
        if (message) pending.get(message.properties.correlationId)?.(JSON.parse(message.content.toString()));
      };
      await opened.consume(replyTo, onReply, { noAck: true });
      // Billing, which declares the queue, is not running.
      opened.on('return', ({ properties }) => pending.get(String(properties.correlationId))?.(undefined));
      channel = opened;
    },
    () => {
      channel = undefined;
      for (const settle of pending.values()) settle(undefined);
    },
  );

  return (question) =>
    new Promise((resolve) => {
      if (!channel || broker.state() !== 'connected') return resolve(undefined);
      const correlationId = Bun.randomUUIDv7();
      const timer = setTimeout(() => settle(undefined), timeoutMs);
      const settle = (reply: StatusReply | undefined) => {
        clearTimeout(timer);
        pending.delete(correlationId);
        resolve(reply);
      };
      pending.set(correlationId, settle);
      const properties = { correlationId, replyTo, mandatory: true, expiration: timeoutMs };
      try {
        channel.sendToQueue(queue.name, Buffer.from(JSON.stringify(question)), properties);
      } catch {
        // The channel is closed and its event still to come.
        settle(undefined);
      }
    });
};
