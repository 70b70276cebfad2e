// The two ways in which Telegram's updates come.
import { run } from '@grammyjs/runner';
import type { Log } from '@matinee/runtime/log';
import { type Bot, webhookCallback } from 'grammy';

const allowed_updates = ['message'] as const;

/** Fetches updates (long polling). @returns how to stop; resolves when what was fetched has been dealt with */
export const pollUpdates = async (bot: Bot, log: Log): Promise<() => Promise<void>> => {
  // Telegram gives updates to nobody else while it delivers them.
  await bot.api.deleteWebhook();
  const runner = run(bot, { runner: { fetch: { allowed_updates, timeout: 30 }, silent: true } });
  runner.task()?.catch((err: unknown) => {
    log.fatal({ err }, 'Telegram gives no more updates');
    process.exit(1);
  });
  return async () => {
    if (runner.isRunning()) await runner.stop();
    // The runner ends when it fetches no more; what it has fetched may still be in hand.
    while (runner.size() > 0) await Bun.sleep(20);
  };
};

/**
 * Lets Telegram deliver updates to this process. @param url the public address that leads to `host` and `port`
 * @returns how to stop; resolves when what was delivered has been dealt with
 */
export const receiveUpdates = async (
  bot: Bot,
  { url, host, port }: { url: string; host: string; port: number },
): Promise<() => Promise<void>> => {
  // Known to Telegram and this process only, and new each time.
  const secretToken = crypto.randomUUID();
  // An update that takes long, for Telegram's sake (429), is acknowledged while it goes on: Telegram would deliver it again.
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
