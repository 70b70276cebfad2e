import { STATUS_CODES } from 'node:http';
import { type Static, Type } from '@sinclair/typebox';

const Fault = Type.Object({ path: Type.String(), message: Type.String() });
/** A fault of the input: where (a JSON pointer or the name of a parameter) and what. */
export type Fault = Static<typeof Fault>;

type Invalid = { path: string; message: string; schema?: { error?: string } };

/** The first fault of each place, from which the others follow. */
export const faultsOf = (errors: Iterable<unknown>): Fault[] => {
  const faults = new Map<string, string>();
  for (const { path, message, schema } of errors as Iterable<Invalid>)
    if (!faults.has(path)) faults.set(path, schema?.error ?? message);
  return [...faults].map(([path, message]) => ({ path, message }));
};

/** The schema of an error response (RFC 9457). */
export const ProblemBody = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'What is wrong, for people.' }),
    instance: Type.String({ description: 'The path of the request.' }),
    request_id: Type.String({ description: 'Names the request in the logs.' }),
    errors: Type.Optional(Type.Array(Fault, { description: 'All faults of the input, with their places.' })),
  },
  { description: 'An error (RFC 9457).' },
);

// The names of RFC 9110 where Node.js has older ones.
const titles: Record<number, string | undefined> = { ...STATUS_CODES, 413: 'Content Too Large', 422: 'Unprocessable Content' };

/** An error for the client, who gets all of it; any other error becomes a 500. `type`: a URI, where the status is ambiguous. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly more: { type?: string; errors?: Fault[]; headers?: Record<string, string> } = {},
  ) {
    super(detail);
  }

  /** @param instance the path of the request */
  body(instance: string, requestId: string): Static<typeof ProblemBody> {
    const { status, detail } = this;
    const { type = 'about:blank', errors } = this.more;
    const title = titles[status] ?? 'Error';
    return { type, title, status, detail, instance, request_id: requestId, ...(errors && { errors }) };
  }
}

/** 503 with Retry-After. */
export const unavailable = (detail: string, retryAfterSeconds = 2, headers: Record<string, string> = {}): Problem =>
  new Problem(503, detail, { headers: { 'retry-after': String(retryAfterSeconds), ...headers } });
