import type { Context } from 'grammy';
import type { Store } from './store.ts';
import { texts } from './texts.ts';
import type { TokenApi } from './tokens.ts';

/** A context whose update came from a chat. */
type InChat = Context & { chat: { id: number } };

/** The state of a chat. `peer`: the paired chat; undefined when the other party is not a chat of this bot. */
export type PairingState =
  | { status: 'no_token' | 'expired' }
  | { status: 'waiting'; code: string }
  | { status: 'paired'; code: string; peer: number | undefined };

/** Sends a text to a chat. Failures are logged only. */
export type Send = (chat: number, text: string) => Promise<void>;

export const entityOf = (chat: number): string => `chat:${chat}`;

/** The id that guesses are counted by. All anonymous admins have the same `from`; their `senderChat` tells groups apart. */
export const personOf = ({ senderChat, from, chat }: InChat): number => senderChat?.id ?? from?.id ?? chat.id;

/** The pairings of chats. The token API is asked each time. */
export const createPairings = ({ tokens, store, send }: { tokens: TokenApi; store: Store; send: Send }) => {
  /** The chat of the other party. It counts only if it has the token too: API clients can use the name of any chat. */
  const peerOf = (chat: number, code: string, entities: (string | null)[]): number | undefined => {
    const other = entities.find((entity) => entity !== null && entity !== entityOf(chat));
    const peer = Number(/^chat:(-?\d{1,15})$/.exec(other ?? '')?.[1] ?? Number.NaN);
    return store.codeOf(peer) === code ? peer : undefined;
  };

  /** Deletes a token from the store, and sends a text to the other chat. */
  const end = async (chat: number, code: string, text: string): Promise<void> => {
    const others = store.deleteCode(code).filter((other) => other !== chat);
    await Promise.all(others.map((other) => send(other, text)));
  };

  /** Reads the state of the chat. Ends a token that the token API no longer has. @throws TokensUnavailable */
  const stateOf = async (ctx: InChat): Promise<PairingState> => {
    const chat = ctx.chat.id;
    const code = store.codeOf(chat);
    if (code === undefined) return { status: 'no_token' };
    const answer = await tokens.find(code, personOf(ctx));
    if (answer.status === 'slow_down') return { status: 'waiting', code };
    if (answer.status !== 'found') {
      await end(chat, code, texts.expired);
      return { status: 'expired' };
    }
    const { entity_1, entity_2 } = answer.data;
    if (entity_2 === null) return { status: 'waiting', code };
    return { status: 'paired', code, peer: peerOf(chat, code, [entity_1, entity_2]) };
  };

  return { stateOf, peerOf, end };
};
