type Update = { update_id: number; message: object };
type Webhook = { url: string; secret: string };

/** Updates as Telegram keeps them: until they are confirmed by a higher offset, or accepted at the webhook. */
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
    /** How many are not confirmed. */
    pending: () => pending.length,
    isPolled: () => polling > 0,
    /** What getUpdates answers: those from the offset on, as soon as there are any. Those before it are done with. */
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
