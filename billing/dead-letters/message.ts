import { deadLetterHeaders } from '@matinee/contracts/queues';
import type { MessageProperties, Options } from 'amqplib';
import type { DeadMessage } from '../queue/consumer.ts';

/** A dead message, and the id of its dead letter and its rejection. */
export type DeadLetter = DeadMessage & { messageId: string };

// In characters.
const maxReason = 1000;
const maxLeftOver = 16_384;

/** Prepares a dead message for publishing. A message without an id gets one, so that it can be selected, and replayed only once. */
export const toDeadLetter = ({ message, reason }: DeadMessage): DeadLetter => ({
  message,
  reason: storableText(reason.slice(0, maxReason)),
  messageId: message.properties.messageId ? storableId(message.properties.messageId) : Bun.randomUUIDv7(),
});

/** Replaces NUL and lone surrogates, which PostgreSQL cannot store. */
const storableText = (value: string): string => value.replaceAll('\0', '\uFFFD').toWellFormed();

const storableId = (id: string): string => {
  const text = storableText(id);
  // A UTF-16 unit takes at most 3 bytes in UTF-8: any 85 units fit into 255 bytes.
  return isShortString(text) ? text : text.slice(0, 85).toWellFormed();
};

/** Whether a value fits into an AMQP short string, which holds 255 bytes. */
export const isShortString = (value: unknown): boolean => typeof value === 'string' && Buffer.byteLength(value) <= 255;

// RabbitMQ only transports these. `replyTo`, `userId`, `expiration`, CC and BCC could make it reject, drop or redirect the copy.
const shortStrings = ['contentType', 'contentEncoding', 'correlationId', 'type', 'appId', 'messageId'];
const isCopyable = (name: string, value: unknown): boolean =>
  shortStrings.includes(name)
    ? isShortString(value)
    : name === 'priority' || (name === 'timestamp' && Number.isSafeInteger(value));

/** Separates the properties that a copy of a message can have from the others. */
export const splitProperties = ({ headers, deliveryMode: _, ...properties }: MessageProperties) => {
  const { CC, BCC, ...copiedHeaders } = headers ?? {};
  const copied: Record<string, unknown> = { headers: copiedHeaders };
  const leftOver: Record<string, unknown> = CC || BCC ? { headers: { CC, BCC } } : {};
  for (const [name, value] of Object.entries(properties)) {
    if (value !== undefined) (isCopyable(name, value) ? copied : leftOver)[name] = value;
  }
  return { copied: copied as Options.Publish, leftOver };
};

/**
 * The properties of a dead letter: those of the message, and as JSON in a header those that it cannot have.
 * @param keepHeaders false when amqplib cannot encode the message's headers: too large, or nested too deeply
 */
export const propertiesOf = ({ message: { properties }, messageId, reason }: DeadLetter, keepHeaders: boolean) => {
  const { copied, leftOver } = splitProperties(properties);
  if (properties.messageId && properties.messageId !== messageId) leftOver.messageId = properties.messageId;
  if (!keepHeaders) leftOver.headers = properties.headers;
  const headers = {
    ...(keepHeaders && copied.headers),
    [deadLetterHeaders.reason]: reason,
    [deadLetterHeaders.at]: new Date().toISOString(),
    ...(Object.keys(leftOver).length > 0 && { [deadLetterHeaders.properties]: jsonOf(leftOver) }),
  };
  return { ...copied, messageId, headers };
};

const jsonOf = (value: unknown): string => {
  try {
    return JSON.stringify(value).slice(0, maxLeftOver);
  } catch {
    return '"nested too deeply for JSON"';
  }
};
