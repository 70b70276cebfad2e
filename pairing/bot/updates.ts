import { run } from '@grammyjs/runner';
import type { Log } from '@matinee/runtime/log';
import { type Bot, webhookCallback } from 'grammy';

const allowed_updates = ['message'] as const;

/** Fetches updates by long polling. @returns a function that stops, and waits for the updates in flight */
export const pollUpdates = async (bot: Bot, log: Log): Promise<() => Promise<void>> => {
  // Telegram rejects polls while a webhook is set.
  await bot.api.deleteWebhook();
  const runner = run(bot, { runner: { fetch: { allowed_updates, timeout: 30 }, silent: true } });
  runner.task()?.catch((err: unknown) => {
    log.fatal({ err }, 'Telegram rejected the request for updates');
    process.exit(1);
  });
  return async () => {
    if (runner.isRunning()) await runner.stop();
    // `stop` does not wait for the updates in flight.
    while (runner.size() > 0) await Bun.sleep(20);
  };
};

/** Receives updates by webhook. @param url the public URL, which leads to `host` and `port` @returns as pollUpdates */
export const receiveUpdates = async (bot: Bot, url: string, host: string, port: number): Promise<() => Promise<void>> => {
  const secretToken = crypto.randomUUID();
  // Telegram repeats an update without a response. A slow update continues after its response.
  const handle = webhookCallback(bot, 'std/http', { secretToken, timeoutMilliseconds: 9000, onTimeout: 'return' });
  const server = Bun.serve({
    hostname: host,
    port,
    maxRequestBodySize: 1_000_000,
    fetch: (request) =>
      request.method === 'POST' ? handle(request) : new Response(null, { status: 405, headers: { allow: 'POST' } }),
  });
  await bot.api.setWebhook(url, { secret_token: secretToken, allowed_updates });
  return () => server.stop();
};
