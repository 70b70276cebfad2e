import { readCode, showCode } from '@matinee/contracts/tokens';
import { type Api, Composer, type Context } from 'grammy';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Memory } from './memory.ts';
import { entityOf, type Pairings, type Standing } from './pairings.ts';
import { texts } from './texts.ts';
import type { TokenApi } from './tokens.ts';

type Deps = { tokens: TokenApi; memory: Memory; pairings: Pairings; tell: Tell; wrongGuesses: number };

/** Sends a chat a text, and does not fail when it cannot. */
export type Tell = (api: Api, chat: number, text: string) => Promise<void>;

// Telegram's menu writes commands in small letters.
const command = (name: string) => [name, name.toLowerCase()];

/** Chats are told of a token that has ended by itself by the first of them that asks. */
export const tellEnded = (api: Api, tell: Tell, { others }: Extract<Standing, { is: 'ended' }>) =>
  Promise.all(others.map((other) => tell(api, other, texts.expired)));

/** The commands of a chat. What they decide by is asked of the token API each time. */
export const createCommands = ({ tokens, memory, pairings, tell, wrongGuesses }: Deps) => {
  // To the API all chats are one client: one that guesses is stopped here, before the others have to pay for it.
  const guesses = new RateLimiterMemory({ points: wrongGuesses, duration: 600 });

  const standing = async (ctx: Context, chat: number): Promise<Standing> => {
    const found = await pairings.standing(chat);
    if (found.is === 'ended') await tellEnded(ctx.api, tell, found);
    return found;
  };

  const commands = new Composer();
  const chats = commands.chatType(['private', 'group', 'supergroup']);

  chats.command('start', (ctx) => ctx.reply(texts.start));

  chats.command(command('generateToken'), async (ctx) => {
    const now = await standing(ctx, ctx.chat.id);
    if (now.is === 'paired') return ctx.reply(texts.alreadyPaired);
    if (now.is === 'waiting') return ctx.reply(texts.waiting(now.code));
    const { token, expires_at } = await tokens.create(entityOf(ctx.chat.id));
    memory.remember(ctx.chat.id, token);
    return ctx.reply(texts.made(token, expires_at));
  });

  chats.command('pair', async (ctx) => {
    const chat = ctx.chat.id;
    if (ctx.match.trim() === '') return ctx.reply(texts.howToPair);
    const letters = readCode(ctx.match);
    if (letters === undefined) return ctx.reply(texts.noCode);
    const code = showCode(letters);
    const counted = await guesses.get(String(chat));
    if (counted && counted.consumedPoints >= wrongGuesses) return ctx.reply(texts.tooManyGuesses(counted.msBeforeNext / 1000));

    const now = await standing(ctx, chat);
    if (now.is === 'paired') return ctx.reply(now.code === code ? texts.pairedToken(code) : texts.alreadyPaired);
    if (now.is === 'waiting' && now.code === code) return ctx.reply(texts.own);

    const answer = await tokens.pair(code, entityOf(chat));
    if (answer.is === 'unknown') await guesses.penalty(String(chat));
    if (answer.is !== 'there') return ctx.reply(texts[answer.is === 'soon' ? 'away' : answer.is]);
    const peer = pairings.peerOf(chat, code, [answer.token.entity_1]);
    memory.remember(chat, code);
    // The token that this chat had waiting is of no more use.
    if (now.is === 'waiting') await tokens.remove(now.code).catch(() => {});
    if (peer !== undefined) await tell(ctx.api, peer, texts.paired);
    return ctx.reply(peer === undefined ? texts.pairedWithNoChat : texts.paired);
  });

  chats.command(command('rememberToken'), async (ctx) => {
    const now = await standing(ctx, ctx.chat.id);
    if (now.is === 'waiting') return ctx.reply(texts.waiting(now.code));
    if (now.is === 'paired') return ctx.reply(texts.pairedToken(now.code));
    return ctx.reply(now.is === 'ended' ? texts.expired : texts.noToken);
  });

  chats.command(command('deleteToken'), async (ctx) => {
    const now = await standing(ctx, ctx.chat.id);
    if (now.is === 'alone') return ctx.reply(texts.noToken);
    if (now.is === 'ended') return ctx.reply(texts.expired);
    await tokens.remove(now.code);
    const others = memory.forget(now.code).filter((chat) => chat !== ctx.chat.id);
    await Promise.all(others.map((other) => tell(ctx.api, other, texts.endedByOther)));
    return ctx.reply(now.is === 'paired' ? texts.ended : texts.deleted);
  });

  return commands;
};
