import { autoRetry } from '@grammyjs/auto-retry';
import { sequentialize } from '@grammyjs/runner';
import { Bot, GrammyError } from 'grammy';
import { type ChatDeps, createChats } from './chats.ts';
import type { Send } from './pairings.ts';
import { texts } from './texts.ts';
import { TokensUnavailable } from './tokens.ts';

/** `apiRoot`: the URL of the Bot API. */
type Deps = Omit<ChatDeps, 'send'> & { botToken: string; apiRoot: string };

/** Creates the bot. Updates of one chat are handled in order, those of different chats concurrently. */
export const createBot = ({ botToken, apiRoot, store, log, ...deps }: Deps): Bot => {
  const bot = new Bot(botToken, { client: { apiRoot } });
  bot.api.config.use(autoRetry({ maxDelaySeconds: 120, maxRetryAttempts: 5 }));

  const send: Send = async (chat, text) => {
    // Expected when the chat has blocked the bot.
    await bot.api.sendMessage(chat, text).catch((err) => log.warn({ err }, 'could not send a text to a chat'));
  };

  bot.use(sequentialize((ctx) => String(ctx.chat?.id ?? '')));
  bot.use(async (ctx, next) => {
    // Telegram repeats updates whose acknowledgement it did not get.
    if (store.isHandled(ctx.update.update_id)) return;
    await next();
    store.markHandled(ctx.update.update_id);
  });
  bot.errorBoundary(
    async ({ error, ctx }) => {
      const update = ctx.update.update_id;
      store.markHandled(update);
      if (error instanceof GrammyError) return log.warn({ err: error, update }, 'Telegram rejected a request');
      if (error instanceof TokensUnavailable) log.warn({ err: error, update }, 'the token API is unavailable');
      else log.error({ err: error, update }, 'could not handle an update');
      if (ctx.chat) await send(ctx.chat.id, texts.unavailable);
    },
    createChats({ ...deps, store, send, log }),
  );
  return bot;
};
