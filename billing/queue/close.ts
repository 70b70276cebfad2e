import type { ConfirmChannel } from '@matinee/runtime/broker';

/** Closes a channel, whether or not it is closed already, which amqplib answers by throwing. */
export const close = async (channel: ConfirmChannel): Promise<void> => {
  try {
    await channel.close();
  } catch {
    // It is closed.
  }
};
