import { deadLetterHeaders, type Queue } from '@matinee/contracts/queues';
import { hashOf } from '@matinee/contracts/status';
import { publishHeader } from '@matinee/runtime/publisher';
import amqp, { type ConfirmChannel, type GetMessage } from 'amqplib';
import { splitProperties } from './message.ts';

/** A message of the dead-letter queue. It is unacknowledged: RabbitMQ puts it back unless it is acknowledged. */
export type QueuedDeadLetter = { id: string; reason: string; at: string; message: GetMessage };

/** Matches a dead letter's id, and a part of its reason in any case. */
export type Filter = { id?: string | undefined; reason?: string | undefined };

/**
 * Calls `use` for each matching dead letter, oldest first. When this resolves, RabbitMQ has processed all acknowledgements and put the
 * other dead letters back in their order.
 * @throws when RabbitMQ is unavailable or the connection is lost
 */
export const forEachDeadLetter = async (
  url: string,
  { name, options }: Queue,
  filter: Filter,
  use: (letter: QueuedDeadLetter, channel: ConfirmChannel) => unknown,
): Promise<void> => {
  const connection = await amqp
    .connect(url, { timeout: 5000, clientProperties: { connection_name: 'dead letters' } })
    .catch((error) => {
      throw new Error(`RabbitMQ is unavailable: ${error.message}`);
    });
  connection.on('blocked', (reason) => console.error(`RabbitMQ accepts no messages (${reason}); waiting.`));
  // amqplib never settles a close that is in progress when the connection is lost.
  const lost = new Promise<never>((_, reject) => {
    connection.on('error', reject);
    connection.on('close', () => reject(new Error('RabbitMQ closed the connection.')));
  });
  const work = async () => {
    const channel = await connection.createConfirmChannel();
    channel.on('error', () => {});
    const { messageCount } = await channel.assertQueue(name, options);
    for (let i = 0; i < messageCount; i++) {
      const message = await channel.get(name);
      if (!message) break;
      const letter = toDeadLetter(message);
      if (matches(letter, filter)) await use(letter, channel);
    }
    await channel.close();
  };
  await Promise.race([work(), lost]);
  await connection.close();
};

/** Identifies a dead letter when it is read again. */
export const keyOf = ({ id, at, message }: QueuedDeadLetter): string => JSON.stringify([id, at, hashOf(message.content)]);

/**
 * Moves a dead letter back to the queue of orders. It is acknowledged after the confirm: a crash in between leaves both messages, and
 * billing stores the order once, by its id.
 */
export const replay = async (channel: ConfirmChannel, queue: string, { message }: QueuedDeadLetter): Promise<void> => {
  const { copied } = splitProperties(message.properties);
  const added: string[] = [deadLetterHeaders.reason, deadLetterHeaders.at, publishHeader];
  const headers = Object.fromEntries(Object.entries(copied.headers).filter(([name]) => !added.includes(name)));
  let isReturned = false;
  const onReturn = () => {
    isReturned = true;
  };
  channel.once('return', onReturn);
  channel.sendToQueue(queue, message.content, { ...copied, headers, persistent: true, mandatory: true });
  await channel.waitForConfirms();
  channel.off('return', onReturn);
  if (isReturned) throw new Error(`The queue ${queue} does not exist. Start billing, which declares it.`);
  channel.ack(message);
};

const toDeadLetter = (message: GetMessage): QueuedDeadLetter => {
  const { messageId, headers } = message.properties;
  return {
    id: String(messageId ?? ''),
    // RabbitMQ sets x-first-death-reason on messages that it dead-letters itself.
    reason: String(headers?.[deadLetterHeaders.reason] ?? headers?.['x-first-death-reason'] ?? 'unknown'),
    at: String(headers?.[deadLetterHeaders.at] ?? ''),
    message,
  };
};

const matches = (letter: QueuedDeadLetter, { id = letter.id, reason = '' }: Filter): boolean =>
  letter.id === id && letter.reason.toLowerCase().includes(reason.toLowerCase());
