import type { Log } from '@matinee/runtime/log';
import { Composer } from 'grammy';
import { type Tell, tellEnded } from './commands.ts';
import type { Filter } from './filter.ts';
import { kindOf } from './kinds.ts';
import type { Pairings } from './pairings.ts';
import { personOf } from './person.ts';
import { texts } from './texts.ts';

type Deps = { pairings: Pairings; filter: Filter; tell: Tell; log: Log };

/** Passes on what a chat writes to the one that it is paired with: copied, so that nothing says who wrote it. */
export const createRelay = ({ pairings, filter, tell, log }: Deps) => {
  const relay = new Composer();
  relay.chatType(['private', 'group', 'supergroup']).on('message', async (ctx) => {
    if (kindOf(ctx.message) === undefined) return;
    if (ctx.message.text?.startsWith('/')) return ctx.reply(texts.unknownCommand);
    const state = await pairings.stateOf(ctx.chat.id, personOf(ctx));
    if (state.status === 'ended') await tellEnded(ctx.api, tell, state);
    if (state.status === 'ended') return ctx.reply(texts.expired);
    if (state.status === 'alone') return ctx.reply(texts.noToken);
    if (state.status === 'waiting') return ctx.reply(texts.waiting(state.code));
    if (state.peer === undefined) return ctx.reply(texts.pairedWithNoChat);
    const refusal = filter(ctx.message);
    if (refusal !== undefined) return ctx.reply(refusal);
    try {
      await ctx.api.copyMessage(state.peer, ctx.chat.id, ctx.message.message_id);
    } catch (err) {
      log.warn({ err, update: ctx.update.update_id }, 'could not pass a message on');
      return ctx.reply(texts.notPassedOn);
    }
  });
  return relay;
};
