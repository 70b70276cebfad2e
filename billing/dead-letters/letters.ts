import { deadLetterHeaders } from '@matinee/contracts/queues';
import { publishHeader } from '@matinee/runtime/publisher';
import type { ConfirmChannel, GetMessage } from 'amqplib';

/** A message of the dead queue, taken out but not acknowledged: it goes back unless it is removed. */
export type Letter = { id: string; reason: string; at: string; content: Buffer; message: GetMessage };

/** Which letters: those of this id, and with this text in their reason. */
export type Filter = { id?: string | undefined; reason?: string | undefined };

/**
 * The letters of the dead queue that pass the filter, oldest first; those that are there at the start, each once. All that are not
 * removed are back in the queue, in their old places, when the channel closes.
 */
export async function* lettersOf(channel: ConfirmChannel, queue: string, { id, reason }: Filter): AsyncGenerator<Letter> {
  const { messageCount } = await channel.checkQueue(queue);
  for (let i = 0; i < messageCount; i++) {
    const message = await channel.get(queue);
    if (!message) return;
    const letter = toLetter(message);
    if (id !== undefined && letter.id !== id) continue;
    if (reason !== undefined && !letter.reason.toLowerCase().includes(reason.toLowerCase())) continue;
    yield letter;
  }
}

/** Takes a letter out of the dead queue for good. */
export const remove = (channel: ConfirmChannel, { message }: Letter): void => channel.ack(message);

/**
 * Puts a letter back into the queue of orders as it was before it was dead. It is removed from the dead queue only when RabbitMQ has
 * confirmed that: a crash in between leaves both, and the order, which has an id, is stored once.
 */
export const replay = async (channel: ConfirmChannel, queue: string, letter: Letter): Promise<void> => {
  const { headers: all, messageId, contentType, timestamp, appId, correlationId, type } = letter.message.properties;
  const { [deadLetterHeaders.reason]: _reason, [deadLetterHeaders.at]: _at, [publishHeader]: _publish, ...headers } = all ?? {};
  let returned = false;
  const onReturn = () => {
    returned = true;
  };
  channel.once('return', onReturn);
  const properties = {
    messageId,
    contentType,
    timestamp,
    appId,
    correlationId,
    type,
    headers,
    persistent: true,
    mandatory: true,
  };
  channel.sendToQueue(queue, letter.content, properties);
  await channel.waitForConfirms();
  channel.off('return', onReturn);
  if (returned) throw new Error(`There is no queue ${queue}: start billing, which declares it.`);
  remove(channel, letter);
};

const toLetter = (message: GetMessage): Letter => {
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
