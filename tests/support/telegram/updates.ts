type Update = { update_id: number; message: object };
type Webhook = { url: string; secret: string };

/** Updates stay pending until a higher offset confirms them or the webhook accepts them. */
export const createUpdates = () => {
  let pending: Update[] = [];
  let nextId = 1000;
  let webhook: Webhook | undefined;
  let wake = Promise.withResolvers<void>();
  let polling = 0;
  let delivering = false;

  const deliver = async () => {
    if (delivering) return;
    delivering = true;
    for (let update = pending[0]; update && webhook; update = pending[0]) {
      const response = await fetch(webhook.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': webhook.secret },
        body: JSON.stringify(update),
      }).catch(() => undefined);
      if (response?.ok) pending = pending.filter((one) => one !== update);
      else await Bun.sleep(50);
    }
    delivering = false;
  };

  return {
    push: (message: object) => {
      pending.push({ update_id: nextId++, message });
      wake.resolve();
      wake = Promise.withResolvers();
      if (webhook) void deliver();
    },
    setWebhook: (given: Webhook | undefined) => {
      webhook = given;
      if (webhook) void deliver();
    },
    hasWebhook: () => webhook !== undefined,
    /** The number of unconfirmed updates. */
    pending: () => pending.length,
    isPolled: () => polling > 0,
    /** getUpdates: confirms the updates before the offset and waits for later ones. */
    poll: async (offset: number, limit: number, seconds: number, signal: AbortSignal): Promise<Update[]> => {
      pending = pending.filter(({ update_id }) => update_id >= offset);
      if (pending.length === 0 && seconds > 0) {
        polling += 1;
        const gone = Promise.withResolvers<void>();
        signal.addEventListener('abort', () => gone.resolve());
        await Promise.race([wake.promise, gone.promise, Bun.sleep(seconds * 1000)]);
        polling -= 1;
      }
      return pending.slice(0, limit);
    },
  };
};
