import { isOrder, orderFaults } from '@matinee/contracts/orders';
import { maxOrderBytes } from '@matinee/contracts/queues';
import { hashOf } from '@matinee/contracts/status';

/** A row of `orders`. The numbers are text, which PostgreSQL parses: money never becomes a float. */
export type OrderRow = { userId: string; items: string; amount: string; messageId: string | null; bodySha256: string };

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a message as an order.
 * @param messageId undefined when the publisher set none
 * @returns the row, or why the message can never become one
 */
export const readOrder = (content: Buffer, messageId: string | undefined): OrderRow | { fault: string } => {
  if (content.byteLength === 0) return { fault: 'the message is empty' };
  if (content.byteLength > maxOrderBytes) return { fault: `the message is longer than ${maxOrderBytes} bytes` };
  if (messageId?.includes('\0')) return { fault: 'the message id contains a NUL' };
  // amqplib decodes invalid bytes as U+FFFD, so that different ids would look the same.
  if (messageId?.includes('\uFFFD')) return { fault: 'the message id is not valid UTF-8' };
  const body = parse(content);
  if (body === undefined) return { fault: 'the message is not JSON in UTF-8' };
  if (!isOrder(body)) {
    const faults = orderFaults(body).map(({ path, message }) => `${path.slice(1) || 'the order'}: ${message}`);
    return { fault: faults.join('; ') };
  }
  return {
    userId: String(body.user_id),
    items: String(body.number_of_items),
    amount: String(body.total_amount),
    messageId: messageId || null,
    bodySha256: hashOf(content),
  };
};

const parse = (content: Buffer): unknown => {
  try {
    return JSON.parse(utf8.decode(content));
  } catch {
    return undefined;
  }
};
