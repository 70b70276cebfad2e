import { readCode, showCode } from '@matinee/contracts/tokens';
import type { Log } from '@matinee/runtime/log';
import { Composer } from 'grammy';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { type Filter, kindOf } from './filter.ts';
import { createPairings, entityOf, personOf, type Send } from './pairings.ts';
import type { Store } from './store.ts';
import { describe, texts } from './texts.ts';
import { type TokenApi, TokensUnavailable } from './tokens.ts';

export type ChatDeps = { tokens: TokenApi; store: Store; filter: Filter; send: Send; wrongGuesses: number; log: Log };

// Telegram's menu sends commands in lower case.
const command = (name: string) => [name, name.toLowerCase()];

/** Handles the messages of chats: commands, and messages to relay. */
export const createChats = ({ tokens, store, filter, send, wrongGuesses, log }: ChatDeps) => {
  const pairings = createPairings({ tokens, store, send });
  // Per person and ten minutes. Lower than the API's limit, which would reject the person's valid tokens as well.
  const guesses = new RateLimiterMemory({ points: wrongGuesses, duration: 600 });

  const composer = new Composer();
  const chats = composer.chatType(['private', 'group', 'supergroup']);

  chats.command('start', (ctx) => ctx.reply(texts.start));

  chats.command(command('generateToken'), async (ctx) => {
    const state = await pairings.stateOf(ctx);
    if ('code' in state) return ctx.reply(describe(state));
    const answer = await tokens.create(entityOf(ctx.chat.id), personOf(ctx));
    if (answer.status !== 'found') throw new TokensUnavailable(`The token API responds with "${answer.status}" to a new token.`);
    store.setCode(ctx.chat.id, answer.data.token);
    return ctx.reply(texts.created(answer.data.token, answer.data.expires_at));
  });

  chats.command('pair', async (ctx) => {
    const [chat, person] = [ctx.chat.id, personOf(ctx)];
    if (ctx.match.trim() === '') return ctx.reply(texts.howToPair);
    const letters = readCode(ctx.match);
    if (letters === undefined) return ctx.reply(texts.notACode);
    const code = showCode(letters);
    const counted = await guesses.get(person);
    if (counted && counted.consumedPoints >= wrongGuesses) return ctx.reply(texts.tooManyGuesses(counted.msBeforeNext / 1000));

    const state = await pairings.stateOf(ctx);
    if (state.status === 'paired') return ctx.reply(describe(state));
    if (state.status === 'waiting' && state.code === code) return ctx.reply(texts.own);

    const answer = await tokens.pair(code, entityOf(chat), person);
    if (answer.status === 'unknown') await guesses.penalty(person);
    if (answer.status !== 'found') return ctx.reply(texts[answer.status === 'slow_down' ? 'unavailable' : answer.status]);
    const peer = pairings.peerOf(chat, code, [answer.data.entity_1]);
    store.setCode(chat, code);
    // The chat's unpaired token is no longer needed. If this fails, it expires.
    if (state.status === 'waiting') await tokens.remove(state.code, person).catch(() => {});
    if (peer === undefined) return ctx.reply(texts.pairedWithNoChat);
    await send(peer, texts.paired);
    return ctx.reply(texts.paired);
  });

  chats.command(command('rememberToken'), async (ctx) => ctx.reply(describe(await pairings.stateOf(ctx))));

  chats.command(command('deleteToken'), async (ctx) => {
    const state = await pairings.stateOf(ctx);
    if (!('code' in state)) return ctx.reply(describe(state));
    await tokens.remove(state.code, personOf(ctx));
    await pairings.end(ctx.chat.id, state.code, texts.endedByOther);
    return ctx.reply(texts.deleted);
  });

  chats.on('message', async (ctx) => {
    if (kindOf(ctx.message) === undefined) return;
    if (ctx.message.text?.startsWith('/')) return ctx.reply(texts.unknownCommand);
    const state = await pairings.stateOf(ctx);
    if (state.status !== 'paired') return ctx.reply(describe(state));
    if (state.peer === undefined) return ctx.reply(texts.pairedWithNoChat);
    const blocked = filter(ctx.message);
    if (blocked !== undefined) return ctx.reply(blocked);
    try {
      // Forwarding would name the sender.
      await ctx.api.copyMessage(state.peer, ctx.chat.id, ctx.message.message_id);
    } catch (err) {
      log.warn({ err, update: ctx.update.update_id }, 'could not relay a message');
      return ctx.reply(texts.notRelayed);
    }
  });

  return composer;
};
