import createFetchClient, { type Client as FetchClient } from 'openapi-fetch';
import type { components, paths } from './schema.ts';

/** The API's schemas, such as `Schemas['Movie']`. */
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
 * A client whose paths, parameters, bodies and responses are typed by the OpenAPI document. A call resolves to `response` with `data`, or
 * with `error` for an HTTP error. It rejects when there is no complete response.
 */
export const createClient = ({ url, apiKey, fetch }: Options): Client =>
  createFetchClient({ baseUrl: url, ...(apiKey && { headers: { 'x-api-key': apiKey } }), ...(fetch && { fetch }) });

/** The data of a call that must succeed. @throws Error with the status and the body of an HTTP error */
export const dataOf = async <T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> => {
  const { data, error, response } = await call;
  if (data === undefined) throw new Error(`${response.url} answered ${response.status}: ${JSON.stringify(error)}`);
  return data;
};
