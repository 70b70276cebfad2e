import { createClient, type Schemas } from '@matinee/client';
import type { Token } from '@matinee/contracts/tokens';

/** The token API gave no usable answer. `retryAfterS`: how long it asks to wait, in seconds. */
export class TokensUnavailable extends Error {
  constructor(
    reason: string,
    readonly retryAfterS?: number,
  ) {
    super(`The token API does not answer: ${reason}`);
  }
}

/** `slow_down`: the token is valid and not paired, and was read a moment ago. */
export type Answer<T> = { status: 'found'; data: T } | { status: 'slow_down' | 'unknown' | 'gone' | 'taken' };

/** Each request names the Telegram user or chat that makes it, who has a limit of guesses of their own. */
export type TokenApi = {
  create: (entity: string, person: number) => Promise<Token>;
  find: (code: string, person: number) => Promise<Answer<Token>>;
  pair: (code: string, entity: string, person: number) => Promise<Answer<Token>>;
  remove: (code: string, person: number) => Promise<void>;
};

type Call<T> = Promise<{ data?: T; error?: Schemas['Problem']; response: Response }>;

const meanings: Record<number, 'unknown' | 'taken' | 'gone'> = { 404: 'unknown', 409: 'taken', 410: 'gone' };

const answerOf = async <T>(call: Call<T>): Promise<Answer<T>> => {
  const { data, error, response } = await call.catch((reason: Error) => {
    throw new TokensUnavailable(reason.message);
  });
  const status = meanings[response.status];
  if (status) return { status };
  if (data !== undefined) return { status: 'found', data };
  // A server other than ours may answer with another body.
  if (error?.type?.endsWith(':slow_down')) return { status: 'slow_down' };
  throw new TokensUnavailable(`status ${response.status}`, Number(response.headers.get('retry-after') ?? 0) || undefined);
};

/** The token API of the gateway. Every function throws TokensUnavailable when it gets no usable answer. */
export const createTokenApi = ({ gateway, apiKey }: { gateway: string; apiKey: string | undefined }): TokenApi => {
  const client = createClient({
    url: gateway,
    apiKey,
    fetch: (request) => fetch(request, { signal: AbortSignal.timeout(10_000) }),
  });
  const by = (person: number) => ({ header: { 'X-On-Behalf-Of': `telegram:${person}` } });
  const at = (token: string, person: number) => ({ path: { token }, ...by(person) });

  return {
    create: async (entity, person) => {
      const answer = await answerOf(client.POST('/api/tokens', { params: by(person), body: { entity } }));
      if (answer.status !== 'found') throw new TokensUnavailable(`a new token is ${answer.status}`);
      return answer.data;
    },
    find: (code, person) => answerOf(client.GET('/api/tokens/{token}', { params: at(code, person) })),
    pair: (code, entity, person) => answerOf(client.PUT('/api/tokens/{token}', { params: at(code, person), body: { entity } })),
    remove: async (code, person) => void (await answerOf(client.DELETE('/api/tokens/{token}', { params: at(code, person) }))),
  };
};
