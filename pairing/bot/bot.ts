import { autoRetry } from '@grammyjs/auto-retry';
import { sequentialize } from '@grammyjs/runner';
import type { Log } from '@matinee/runtime/log';
import { Bot, GrammyError } from 'grammy';
import { createCommands, type Tell } from './commands.ts';
import type { Filter } from './filter.ts';
import type { Memory } from './memory.ts';
import { createPairings } from './pairings.ts';
import { createRelay } from './relay.ts';
import { texts } from './texts.ts';
import { type TokenApi, TokensUnavailable } from './tokens.ts';

type Deps = {
  botToken: string;
  /** Where the Bot API is. */
  apiRoot: string;
  tokens: TokenApi;
  memory: Memory;
  filter: Filter;
  /** How many unknown tokens a person may try in ten minutes. */
  wrongGuesses: number;
  log: Log;
};

/** The bot, fetching nothing yet. Updates of one chat are dealt with in their order, those of different chats side by side. */
export const createBot = ({ botToken, apiRoot, tokens, memory, filter, wrongGuesses, log }: Deps): Bot => {
  const bot = new Bot(botToken, { client: { apiRoot } });
  // Waits as long as Telegram says when it says that it is too much (429), and repeats what was lost on the way.
  bot.api.config.use(autoRetry({ maxDelaySeconds: 120, maxRetryAttempts: 5 }));

  const tell: Tell = async (api, chat, text) => {
    try {
      await api.sendMessage(chat, text);
    } catch (err) {
      // It may have blocked the bot: what was to be said is true all the same.
      log.warn({ err }, 'could not tell a chat');
    }
  };
  const pairings = createPairings({ tokens, memory });

  bot.use(sequentialize((ctx) => String(ctx.chat?.id ?? '')));
  bot.use(async (ctx, next) => {
    // Telegram delivers an update again when it did not learn that it had arrived.
    if (memory.hasHandled(ctx.update.update_id)) return;
    await next();
    memory.handled(ctx.update.update_id);
  });
  bot.errorBoundary(
    async ({ error, ctx }) => {
      const update = ctx.update.update_id;
      memory.handled(update);
      if (error instanceof GrammyError) return log.warn({ err: error, update }, 'Telegram refused');
      if (!(error instanceof TokensUnavailable)) log.error({ err: error, update }, 'could not deal with an update');
      else log.warn({ err: error, update }, 'the token API is unavailable');
      if (ctx.chat) await tell(ctx.api, ctx.chat.id, texts.away);
    },
    createCommands({ tokens, memory, pairings, tell, wrongGuesses }),
    createRelay({ pairings, filter, tell, log }),
  );
  return bot;
};
