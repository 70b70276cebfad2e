import type { Memory } from './memory.ts';
import type { TokenApi } from './tokens.ts';

/** The state of a chat. `peer`: the chat that it is paired with; undefined when the peer is not a chat of this bot. */
export type PairingState =
  | { status: 'alone' }
  | { status: 'ended'; others: number[] }
  | { status: 'waiting'; code: string }
  | { status: 'paired'; code: string; peer: number | undefined };

export const entityOf = (chat: number): string => `chat:${chat}`;

/** Reads the state of a chat for a person who writes there from the token API, and forgets tokens that have ended. @throws TokensUnavailable */
export const createPairings = ({ tokens, memory }: { tokens: TokenApi; memory: Memory }) => {
  /**
   * The chat behind an entity. Any client of the API can make a token in the name of any chat: one counts only when that chat has
   * taken the token itself, here.
   */
  const chatOf = (entity: string, code: string): number | undefined => {
    const chat = Number(/^chat:(-?\d{1,15})$/.exec(entity)?.[1] ?? Number.NaN);
    return memory.codeOf(chat) === code ? chat : undefined;
  };

  const peerOf = (chat: number, code: string, entities: (string | null)[]) => {
    const other = entities.find((entity) => entity !== null && entity !== entityOf(chat));
    return other ? chatOf(other, code) : undefined;
  };

  const stateOf = async (chat: number, person: number): Promise<PairingState> => {
    const code = memory.codeOf(chat);
    if (code === undefined) return { status: 'alone' };
    const answer = await tokens.find(code, person);
    if (answer.status === 'slow_down') return { status: 'waiting', code };
    if (answer.status !== 'found') return { status: 'ended', others: memory.forget(code).filter((other) => other !== chat) };
    const { entity_1, entity_2 } = answer.data;
    return entity_2 === null
      ? { status: 'waiting', code }
      : { status: 'paired', code, peer: peerOf(chat, code, [entity_1, entity_2]) };
  };

  return { stateOf, peerOf };
};

export type Pairings = ReturnType<typeof createPairings>;
