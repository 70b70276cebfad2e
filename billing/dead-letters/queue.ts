import { deadLetterHeaders } from '@matinee/contracts/queues';
import { hashOf } from '@matinee/contracts/status';
import { publishHeader } from '@matinee/runtime/publisher';
import type { ConfirmChannel, GetMessage } from 'amqplib';
import { carry } from './message.ts';

/** A message of the dead queue, taken out but not acknowledged: it goes back unless it is removed. */
export type QueuedDeadLetter = { id: string; reason: string; at: string; content: Buffer; message: GetMessage };

/** Selects dead letters by their id, and by a text in their reason. */
export type Filter = { id?: string | undefined; reason?: string | undefined };

/**
 * The dead letters that pass the filter, oldest first; those that are there at the start, each once. All that are not removed are back
 * in the queue, in their old places, when the channel closes.
 */
export async function* deadLettersOf(
  channel: ConfirmChannel,
  queue: string,
  { id, reason }: Filter,
): AsyncGenerator<QueuedDeadLetter> {
  const { messageCount } = await channel.checkQueue(queue);
  for (let i = 0; i < messageCount; i++) {
    const message = await channel.get(queue);
    if (!message) return;
    const deadLetter = toDeadLetter(message);
    if (id !== undefined && deadLetter.id !== id) continue;
    if (reason !== undefined && !deadLetter.reason.toLowerCase().includes(reason.toLowerCase())) continue;
    yield deadLetter;
  }
}

/** Tells a dead letter from others when it is taken out of the queue again. */
export const keyOf = ({ id, at, content }: QueuedDeadLetter): string => JSON.stringify([id, at, hashOf(content)]);

/** Takes a dead letter out of the queue for good. */
export const remove = (channel: ConfirmChannel, { message }: QueuedDeadLetter): void => channel.ack(message);

/**
 * Puts a dead letter back into the queue of orders as it was before it was dead. It is removed from the dead queue only when RabbitMQ
 * has confirmed that: a crash in between leaves both, and the order, which has an id, is stored once.
 */
export const replay = async (channel: ConfirmChannel, queue: string, deadLetter: QueuedDeadLetter): Promise<void> => {
  const { carried } = carry(deadLetter.message.properties);
  const { [deadLetterHeaders.reason]: _reason, [deadLetterHeaders.at]: _at, ...others } = carried.headers;
  const { [publishHeader]: _publish, ...headers } = others;
  let returned = false;
  const onReturn = () => {
    returned = true;
  };
  channel.once('return', onReturn);
  channel.sendToQueue(queue, deadLetter.content, { ...carried, headers, persistent: true, mandatory: true });
  await channel.waitForConfirms();
  channel.off('return', onReturn);
  if (returned) throw new Error(`There is no queue ${queue}: start billing, which declares it.`);
  remove(channel, deadLetter);
};

const toDeadLetter = (message: GetMessage): QueuedDeadLetter => {
  const { messageId, headers } = message.properties;
  return {
    id: String(messageId ?? ''),
    // RabbitMQ itself names its reason where it put the message here.
    reason: String(headers?.[deadLetterHeaders.reason] ?? headers?.['x-first-death-reason'] ?? 'not said'),
    at: String(headers?.[deadLetterHeaders.at] ?? ''),
    content: message.content,
    message,
  };
};
