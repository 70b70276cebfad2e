import type { Published, Resend } from '@matinee/runtime/publisher';

/**
 * Keeps the newest `size` orders. RabbitMQ confirms and drops messages that arrive while their queue is being deleted:
 * https://github.com/rabbitmq/rabbitmq-server/issues/4746. Billing stores each message id once.
 */
export const createResend = (size: number): Resend => {
  // A ring: deleting from the front of a Map is slow.
  const recent: (Published | undefined)[] = new Array(size).fill(undefined);
  let newest = 0;
  return {
    add: (publish, message) => {
      newest = publish;
      recent[publish % size] = message;
    },
    remove: (publish) => {
      if (newest - publish < size) recent[publish % size] = undefined;
    },
    takeAll: () => {
      const oldest = (newest + 1) % size;
      const all = [...recent.slice(oldest), ...recent.slice(0, oldest)];
      recent.fill(undefined);
      return all.filter((message) => message !== undefined);
    },
  };
};
