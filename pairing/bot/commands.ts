import { readCode, showCode } from '@matinee/contracts/tokens';
import { type Api, Composer } from 'grammy';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Memory } from './memory.ts';
import { entityOf, type PairingState, type Pairings } from './pairings.ts';
import { type InChat, personOf } from './person.ts';
import { texts } from './texts.ts';
import type { TokenApi } from './tokens.ts';

type Deps = { tokens: TokenApi; memory: Memory; pairings: Pairings; tell: Tell; wrongGuesses: number };

/** Sends a chat a text, and does not fail when it cannot. */
export type Tell = (api: Api, chat: number, text: string) => Promise<void>;

// Telegram's menu writes commands in small letters.
const command = (name: string) => [name, name.toLowerCase()];

/** Chats are told of a token that has ended by itself by the first of them that asks. */
export const tellEnded = (api: Api, tell: Tell, { others }: Extract<PairingState, { status: 'ended' }>) =>
  Promise.all(others.map((other) => tell(api, other, texts.expired)));

/** The commands of a chat. What they decide by is asked of the token API each time. */
export const createCommands = ({ tokens, memory, pairings, tell, wrongGuesses }: Deps) => {
  // Stops a person well before the API would, which refuses right tokens too.
  const guesses = new RateLimiterMemory({ points: wrongGuesses, duration: 600 });

  const stateOf = async (ctx: InChat): Promise<PairingState> => {
    const state = await pairings.stateOf(ctx.chat.id, personOf(ctx));
    if (state.status === 'ended') await tellEnded(ctx.api, tell, state);
    return state;
  };

  const commands = new Composer();
  const chats = commands.chatType(['private', 'group', 'supergroup']);

  chats.command('start', (ctx) => ctx.reply(texts.start));

  chats.command(command('generateToken'), async (ctx) => {
    const state = await stateOf(ctx);
    if (state.status === 'paired') return ctx.reply(texts.alreadyPaired);
    if (state.status === 'waiting') return ctx.reply(texts.waiting(state.code));
    const { token, expires_at } = await tokens.create(entityOf(ctx.chat.id), personOf(ctx));
    memory.remember(ctx.chat.id, token);
    return ctx.reply(texts.made(token, expires_at));
  });

  chats.command('pair', async (ctx) => {
    const [chat, person] = [ctx.chat.id, personOf(ctx)];
    if (ctx.match.trim() === '') return ctx.reply(texts.howToPair);
    const letters = readCode(ctx.match);
    if (letters === undefined) return ctx.reply(texts.noCode);
    const code = showCode(letters);
    const counted = await guesses.get(person);
    if (counted && counted.consumedPoints >= wrongGuesses) return ctx.reply(texts.tooManyGuesses(counted.msBeforeNext / 1000));

    const state = await stateOf(ctx);
    if (state.status === 'paired') return ctx.reply(state.code === code ? texts.pairedToken(code) : texts.alreadyPaired);
    if (state.status === 'waiting' && state.code === code) return ctx.reply(texts.own);

    const answer = await tokens.pair(code, entityOf(chat), person);
    if (answer.status === 'unknown') await guesses.penalty(person);
    if (answer.status !== 'found') return ctx.reply(texts[answer.status === 'slow_down' ? 'away' : answer.status]);
    const peer = pairings.peerOf(chat, code, [answer.data.entity_1]);
    memory.remember(chat, code);
    // The token that this chat had waiting is of no more use.
    if (state.status === 'waiting') await tokens.remove(state.code, person).catch(() => {});
    if (peer !== undefined) await tell(ctx.api, peer, texts.paired);
    return ctx.reply(peer === undefined ? texts.pairedWithNoChat : texts.paired);
  });

  chats.command(command('rememberToken'), async (ctx) => {
    const state = await stateOf(ctx);
    if (state.status === 'waiting') return ctx.reply(texts.waiting(state.code));
    if (state.status === 'paired') return ctx.reply(texts.pairedToken(state.code));
    return ctx.reply(state.status === 'ended' ? texts.expired : texts.noToken);
  });

  chats.command(command('deleteToken'), async (ctx) => {
    const state = await stateOf(ctx);
    if (state.status === 'alone') return ctx.reply(texts.noToken);
    if (state.status === 'ended') return ctx.reply(texts.expired);
    await tokens.remove(state.code, personOf(ctx));
    const others = memory.forget(state.code).filter((chat) => chat !== ctx.chat.id);
    await Promise.all(others.map((other) => tell(ctx.api, other, texts.endedByOther)));
    return ctx.reply(state.status === 'paired' ? texts.ended : texts.deleted);
  });

  return commands;
};
