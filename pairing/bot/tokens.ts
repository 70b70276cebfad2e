import type { Token } from '@matinee/contracts/tokens';

/** The token API did not give an answer that means anything for the token; `retryAfterS`: when it asks to be left alone so long. */
export class TokensAway extends Error {
  constructor(
    reason: string,
    readonly retryAfterS?: number,
  ) {
    super(`The token API does not answer: ${reason}`);
  }
}

/** What the API says of a token; `soon` stands for one that is known to be free, since it was asked for a moment ago. */
export type Answer = { is: 'there'; token: Token } | { is: 'soon' | 'unknown' | 'gone' | 'taken' };

export type TokenApi = {
  create: (entity: string) => Promise<Token>;
  find: (code: string) => Promise<Answer>;
  pair: (code: string, entity: string) => Promise<Answer>;
  remove: (code: string) => Promise<void>;
};

const meanings: Record<number, Answer> = { 404: { is: 'unknown' }, 409: { is: 'taken' }, 410: { is: 'gone' } };

/** The token API at the gateway, as any client uses it. Every call throws TokensAway when it has no answer. */
export const createTokenApi = ({ gateway, apiKey }: { gateway: string; apiKey: string | undefined }): TokenApi => {
  const call = async (method: string, path: string, entity?: string): Promise<Answer> => {
    let response: Response;
    try {
      response = await fetch(`${gateway}/api/tokens${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...(apiKey && { 'x-api-key': apiKey }) },
        ...(entity !== undefined && { body: JSON.stringify({ entity }) }),
        signal: AbortSignal.timeout(10_000),
      });
      const meaning = meanings[response.status];
      if (meaning) return meaning;
      if (response.ok) return { is: 'there', token: (await response.json()) as Token };
      const { type } = (await response.json()) as { type?: string };
      if (type?.endsWith(':slow_down')) return { is: 'soon' };
    } catch (error) {
      throw new TokensAway((error as Error).message);
    }
    throw new TokensAway(`status ${response.status}`, Number(response.headers.get('retry-after') ?? 0) || undefined);
  };

  return {
    create: async (entity) => {
      const answer = await call('POST', '', entity);
      if (answer.is !== 'there') throw new TokensAway(`a new token is ${answer.is}`);
      return answer.token;
    },
    find: (code) => call('GET', `/${code}`),
    pair: (code, entity) => call('PUT', `/${code}`, entity),
    remove: async (code) => void (await call('DELETE', `/${code}`)),
  };
};
