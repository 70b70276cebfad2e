import { isOrder, type Order, orderFaults } from '@matinee/contracts/orders';
import { maxOrderBytes } from '@matinee/contracts/queues';
import { hashOf } from '@matinee/contracts/status';

/** A row of `orders`, as text: PostgreSQL reads the numbers, money never becomes a float here. */
export type OrderRow = { userId: string; items: string; amount: string; messageId: string | null; bodySha256: string };

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a message as an order.
 * @param messageId the message's own id, undefined when its publisher gave none
 * @returns the row, or in words why the message can never become one
 */
export const readOrder = (content: Buffer, messageId: string | undefined): OrderRow | { fault: string } => {
  if (content.byteLength === 0) return { fault: 'the message is empty' };
  if (content.byteLength > maxOrderBytes) return { fault: `the message is longer than ${maxOrderBytes} bytes` };
  if (messageId?.includes('\0')) return { fault: 'the message id contains a NUL' };
  // Bytes that are no UTF-8 arrive as U+FFFD: two ids that differ in them only would be taken for one.
  if (messageId?.includes('\uFFFD')) return { fault: 'the message id is not valid UTF-8' };
  const body = parse(content);
  if (body === undefined) return { fault: 'the message is not JSON in UTF-8' };
  if (!isOrder(body))
    return {
      fault: orderFaults(body)
        .map(({ path, message }) => `${path.slice(1) || 'the order'}: ${message}`)
        .join('; '),
    };
  return toRow(body, content, messageId);
};

const parse = (content: Buffer): unknown => {
  try {
    return JSON.parse(utf8.decode(content));
  } catch {
    return undefined;
  }
};

const toRow = (order: Order, content: Buffer, messageId: string | undefined): OrderRow => ({
  userId: String(order.user_id),
  items: String(order.number_of_items),
  amount: String(order.total_amount),
  messageId: messageId || null,
  bodySha256: hashOf(content),
});
