import createFetchClient, { type Client as FetchClient } from 'openapi-fetch';
import type { components, paths } from './schema.ts';

/** The shapes that the API names, such as `Schemas['Movie']`. */
export type Schemas = components['schemas'];

// Other types, such as NDJSON, are read with `parseAs: 'stream'` or `'text'`.
type Json = 'application/json' | 'application/problem+json' | 'application/health+json';

export type Client = FetchClient<paths, Json>;

type Options = {
  /** The gateway's URL. */
  url: string;
  /** Sent as `X-API-Key`. */
  apiKey?: string | undefined;
  /** Sends the requests in place of the global `fetch`. */
  fetch?: (request: Request) => Promise<Response>;
};

/**
 * A client of the gateway whose paths, parameters, bodies and answers are typed by its OpenAPI document.
 * A call resolves to `data` or, for an HTTP error, `error`, with the `response`; it rejects when there is no complete response.
 */
export const createClient = ({ url, apiKey, fetch }: Options): Client =>
  createFetchClient({ baseUrl: url, ...(apiKey && { headers: { 'x-api-key': apiKey } }), ...(fetch && { fetch }) });

/** The data of a call that must succeed. @throws with the status and the error of any other answer */
export const dataOf = async <T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> => {
  const { data, error, response } = await call;
  if (data === undefined) throw new Error(`${response.url} answered ${response.status}: ${JSON.stringify(error)}`);
  return data;
};
