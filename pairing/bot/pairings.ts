import type { Memory } from './memory.ts';
import type { TokenApi } from './tokens.ts';

/** How a chat stands. `peer`: the chat that it is paired with, undefined when that is no chat of this bot. */
export type Standing =
  | { is: 'alone' }
  | { is: 'ended'; others: number[] }
  | { is: 'waiting'; code: string }
  | { is: 'paired'; code: string; peer: number | undefined };

export const entityOf = (chat: number): string => `chat:${chat}`;

/** Asks the token API how a chat stands; what has ended is forgotten. @throws TokensAway */
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

  const standing = async (chat: number): Promise<Standing> => {
    const code = memory.codeOf(chat);
    if (code === undefined) return { is: 'alone' };
    const answer = await tokens.find(code);
    if (answer.is === 'soon') return { is: 'waiting', code };
    if (answer.is !== 'there') return { is: 'ended', others: memory.forget(code).filter((other) => other !== chat) };
    const { entity_1, entity_2 } = answer.token;
    return entity_2 === null ? { is: 'waiting', code } : { is: 'paired', code, peer: peerOf(chat, code, [entity_1, entity_2]) };
  };

  return { standing, peerOf };
};

export type Pairings = ReturnType<typeof createPairings>;
