import { createClient, type Schemas } from '@matinee/client';
import type { Token } from '@matinee/contracts/tokens';

/** The token API is unavailable, or its response is of no use. */
export class TokensUnavailable extends Error {}

/** `slow_down`: the token is valid and not paired; it was read a moment ago. */
export type Answer<T> = { status: 'found'; data: T } | { status: 'slow_down' | 'unknown' | 'gone' | 'taken' };

type Response<T> = Promise<{ data?: T; error?: Schemas['Problem']; response: globalThis.Response }>;

const statuses: Record<number, 'unknown' | 'taken' | 'gone'> = { 404: 'unknown', 409: 'taken', 410: 'gone' };

const answerOf = async <T>(request: Response<T>): Promise<Answer<T>> => {
  const { data, error, response } = await request.catch((reason: Error) => {
    throw new TokensUnavailable(`The token API does not respond: ${reason.message}`);
  });
  const status = statuses[response.status];
  if (status) return { status };
  if (data !== undefined) return { status: 'found', data };
  // `type` is missing when a proxy responds in place of the gateway.
  if (error?.type?.endsWith(':slow_down')) return { status: 'slow_down' };
  throw new TokensUnavailable(`The token API responds with status ${response.status}.`);
};

/** The gateway's token API. Requests name the person, whose guesses are limited. All functions throw TokensUnavailable. */
export const createTokenApi = ({ gateway, apiKey }: { gateway: string; apiKey: string | undefined }) => {
  const fetchInTime = (request: Request) => fetch(request, { signal: AbortSignal.timeout(10_000) });
  const client = createClient({ url: gateway, apiKey, fetch: fetchInTime });
  const by = (person: number) => ({ header: { 'X-On-Behalf-Of': `telegram:${person}` } });
  const at = (token: string, person: number) => ({ path: { token }, ...by(person) });

  return {
    create: (entity: string, person: number) =>
      answerOf<Token>(client.POST('/api/tokens', { params: by(person), body: { entity } })),
    find: (code: string, person: number) => answerOf(client.GET('/api/tokens/{token}', { params: at(code, person) })),
    pair: (code: string, entity: string, person: number) =>
      answerOf(client.PUT('/api/tokens/{token}', { params: at(code, person), body: { entity } })),
    remove: (code: string, person: number) => answerOf(client.DELETE('/api/tokens/{token}', { params: at(code, person) })),
  };
};

export type TokenApi = ReturnType<typeof createTokenApi>;
