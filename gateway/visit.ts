import { saneRequestId, traceparentFrom } from '@matinee/runtime/trace';
import type { ApiKey } from './api-keys/keyring.ts';
import type { Call } from './http/call.ts';
import type { TrustedProxies } from './trusted-proxies.ts';

/** What the gateway knows of a request beside the request. */
export type Visit = {
  requestId: string;
  traceparent: string;
  /** The address of whoever asks: of the connection, or the one that a trusted proxy names. */
  client: string;
  /** What the upstream is told of who asked whom for what. */
  forwarded: { for: string; proto: string; host: string };
  /** The target to forward, where it is not the one that was sent. */
  target: string | undefined;
  /** For how many milliseconds the upstream may wait with its answer because it was asked to. */
  waitMs: number;
  /** Whose API key it is, where one was given and is good. */
  caller: ApiKey | undefined;
  /** Fields for the answer, whoever makes it, each with its line break. */
  lines: string;
};

export const visitOf = (call: Call, trusted: TrustedProxies): Visit => {
  const { fields } = call;
  const proto = call.secure ? 'https' : 'http';
  const host = fields.get('host') ?? '';
  const visit: Visit = {
    requestId: saneRequestId(fields.get('x-request-id')),
    traceparent: traceparentFrom(fields.get('traceparent')),
    client: call.address,
    forwarded: { for: call.address, proto, host },
    target: undefined,
    waitMs: 0,
    caller: undefined,
    lines: '',
  };
  if (!trusted.includes(call.address)) return visit;
  const chain = fields.has('x-forwarded-for') ? [...fields.all('x-forwarded-for'), call.address].join(', ') : call.address;
  visit.client = trusted.clientOf(chain);
  visit.forwarded = {
    for: chain,
    proto: /^https?$/.exec(fields.get('x-forwarded-proto') ?? '')?.[0] ?? proto,
    host: fields.get('x-forwarded-host') ?? host,
  };
  return visit;
};
