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

export type TokenApi = {
  create: (entity: string) => Promise<Token>;
  find: (code: string) => Promise<Answer<Token>>;
  pair: (code: string, entity: string) => Promise<Answer<Token>>;
  remove: (code: string) => Promise<void>;
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
  const at = (token: string) => ({ path: { token } });

  return {
    create: async (entity) => {
      const answer = await answerOf(client.POST('/api/tokens', { body: { entity } }));
      if (answer.status !== 'found') throw new TokensUnavailable(`a new token is ${answer.status}`);
      return answer.data;
    },
    find: (code) => answerOf(client.GET('/api/tokens/{token}', { params: at(code) })),
    pair: (code, entity) => answerOf(client.PUT('/api/tokens/{token}', { params: at(code), body: { entity } })),
    remove: async (code) => void (await answerOf(client.DELETE('/api/tokens/{token}', { params: at(code) }))),
  };
};
