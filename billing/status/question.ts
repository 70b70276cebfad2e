import type { StatusRequest } from '@matinee/contracts/status';
import { isText } from '@matinee/contracts/text';
import type { ConsumeMessage } from 'amqplib';
import { isShortString } from '../queue/short-string.ts';

/** A question that can be answered: about which order, and where the answer goes. */
export type Question = StatusRequest & { replyTo: string; correlationId: string };

/** Reads a message of the status queue; undefined when it is no question, or cannot be answered. */
export const readQuestion = ({ content, properties }: ConsumeMessage): Question | undefined => {
  const { replyTo, correlationId } = properties;
  const { id, bodySha256 } = parse(content);
  if (typeof id !== 'string' || !isText(id) || !isShortString(replyTo) || !isShortString(correlationId)) return undefined;
  return { id, replyTo, correlationId, ...(typeof bodySha256 === 'string' && { bodySha256 }) };
};

const parse = (content: Buffer): Record<string, unknown> => {
  try {
    return Object(JSON.parse(content.toString()));
  } catch {
    return {};
  }
};
