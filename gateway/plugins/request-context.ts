import type { ClientAddress, ClientAddressOf } from '@matinee/runtime/client-address';
import { pathOf } from '@matinee/runtime/service';
import { Elysia } from 'elysia';
import type { ApiKey } from '../api-keys/api-keys.ts';
import { type Policy, policyOf } from '../routes/policy.ts';

export type Proto = 'http' | 'https';

export type RequestContext = {
  requestId: string;
  /** W3C Trace Context, with a span of the gateway. */
  traceparent: string;
  path: string;
  policy: Policy | undefined;
  proto: Proto;
  /** Takes microseconds: for requests that need the address only. */
  client: () => ClientAddress;
  /** The owner of a valid API key. */
  caller: ApiKey | undefined;
};

/** A plugin with access to the request context. */
export const gatewayPlugin = (name: string, tags: string[] = []) =>
  new Elysia({ name, tags }).decorate('context', null as unknown as RequestContext);

export type ContextOptions = { clientAddressOf: ClientAddressOf; proto: Proto };

export const requestContext = ({ clientAddressOf, proto }: ContextOptions) =>
  gatewayPlugin('request-context').onRequest((elysia) => {
    const { request, server, set } = elysia;
    const path = pathOf(request);
    elysia.context = {
      requestId: String(set.headers['x-request-id']),
      traceparent: traceparentFrom(request.headers.get('traceparent')),
      path,
      policy: policyOf(path),
      proto,
      client: () => clientAddressOf(request.headers, server?.requestIP(request)?.address ?? ''),
      caller: undefined,
    };
  });

const hex = (bytes: number) => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex');

/** Continues the given trace with a new span, or starts a new trace. */
const traceparentFrom = (given: string | null): string => {
  const [, trace, flags] = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})$/.exec(given ?? '') ?? [];
  if (trace) return `00-${trace}-${hex(8)}-${flags}`;
  const ids = hex(24);
  return `00-${ids.slice(0, 32)}-${ids.slice(32)}-01`;
};
