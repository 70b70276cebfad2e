import { deadLetterHeaders } from '@matinee/contracts/queues';
import type { MessageProperties, Options } from 'amqplib';
import type { DeadMessage } from '../queue/consumer.ts';
import { isShortString } from '../queue/short-string.ts';

/** A dead message, and the id that its copy and its rejection have. */
export type DeadLetter = DeadMessage & { messageId: string };

// Characters.
const maxReason = 1000;
const maxLeftOver = 16_384;

/** Names a dead message. One without an id gets one here, so that it can be named, and replayed once only. */
export const toDeadLetter = ({ message, reason }: DeadMessage): DeadLetter => ({
  message,
  reason: textOf(reason.slice(0, maxReason)),
  messageId: message.properties.messageId ? cleanId(message.properties.messageId) : Bun.randomUUIDv7(),
});

/** Replaces NUL and lone surrogates, which PostgreSQL cannot store. */
const textOf = (value: string): string => value.replaceAll('\0', '\uFFFD').toWellFormed();

const cleanId = (id: string): string => {
  const clean = textOf(id);
  // 255 bytes hold 85 UTF-16 units, whichever they are.
  return isShortString(clean) ? clean : clean.slice(0, 85).toWellFormed();
};

// Those without a meaning to RabbitMQ. A reply address, a user id, a time to live or a CC header could make it refuse the copy, drop it
// later, or deliver it elsewhere too.
const carriers: Record<string, (value: unknown) => boolean> = {
  contentType: isShortString,
  contentEncoding: isShortString,
  correlationId: isShortString,
  type: isShortString,
  appId: isShortString,
  messageId: isShortString,
  priority: () => true,
  timestamp: Number.isSafeInteger,
};

/** A message's properties that another publish can carry as they are, and the others. */
export const carry = ({ headers, deliveryMode: _, ...properties }: MessageProperties) => {
  const { CC, BCC, ...carriedHeaders } = headers ?? {};
  const carried: Record<string, unknown> = {};
  const leftOver: Record<string, unknown> = CC || BCC ? { headers: { CC, BCC } } : {};
  for (const [name, value] of Object.entries(properties)) {
    if (value !== undefined) (carriers[name]?.(value) ? carried : leftOver)[name] = value;
  }
  return { carried: { ...carried, headers: carriedHeaders } as Options.Publish, leftOver };
};

/**
 * The properties of a dead letter: those of the message where they can be carried, the others as JSON in a header.
 * @param keepHeaders false where amqplib cannot write the message's headers: they are too large, or nested too deeply
 */
export const propertiesOf = ({ message, messageId, reason }: DeadLetter, keepHeaders: boolean) => {
  const { properties } = message;
  const { carried, leftOver } = carry(properties);
  if (properties.messageId && properties.messageId !== messageId) leftOver.messageId = properties.messageId;
  if (!keepHeaders) leftOver.headers = properties.headers;
  const headers = {
    ...(keepHeaders && carried.headers),
    [deadLetterHeaders.reason]: reason,
    [deadLetterHeaders.at]: new Date().toISOString(),
    ...(Object.keys(leftOver).length > 0 && { [deadLetterHeaders.properties]: jsonOf(leftOver) }),
  };
  return { ...carried, messageId, headers };
};

/** As JSON, which escapes whatever is no text; only the beginning where it is long. */
const jsonOf = (value: unknown): string => {
  try {
    return JSON.stringify(value).slice(0, maxLeftOver);
  } catch {
    return '"nested too deeply to be written"';
  }
};
