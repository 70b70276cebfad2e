import type { ClientAddressOf } from '@matinee/runtime/client-address';
import { pathOf } from '@matinee/runtime/service';
import { traceparentFrom } from '@matinee/runtime/trace';
import { Elysia } from 'elysia';
import type { ApiKey } from '../api-keys/api-keys.ts';
import { type Policy, policyOf } from '../routes/policy.ts';

/** What the gateway knows of a request beside the request. */
export type RequestContext = {
  requestId: string;
  /** W3C Trace Context, with a span of the gateway's own. */
  traceparent: string;
  path: string;
  policy: Policy | undefined;
  /** The client's address: the connection's, or the one that a trusted proxy names. */
  address: string;
  /** What the upstream is told of the way here. */
  forwarded: { for: string; proto: string; host: string };
  /** The owner of the API key, once the key is checked. */
  caller: ApiKey | undefined;
};

/** A plugin whose hooks see the request context. */
export const gatewayPlugin = (name: string) => new Elysia({ name }).decorate('context', null as unknown as RequestContext);

type Options = { clientAddressOf: ClientAddressOf; proto: 'http' | 'https' };

/** Collects what later plugins and routes need to know. */
export const requestContext = ({ clientAddressOf, proto }: Options) =>
  gatewayPlugin('request-context').onRequest((elysia) => {
    const { request, server, set } = elysia;
    const { headers } = request;
    const path = pathOf(request);
    const { address, chain, isProxied } = clientAddressOf(headers, server?.requestIP(request)?.address ?? '');
    const forwarded = { for: chain, proto: proto as string, host: headers.get('host') ?? '' };
    if (isProxied) {
      forwarded.proto = /^https?$/.exec(headers.get('x-forwarded-proto') ?? '')?.[0] ?? proto;
      forwarded.host = headers.get('x-forwarded-host') ?? forwarded.host;
    }
    elysia.context = {
      requestId: String(set.headers['x-request-id']),
      traceparent: traceparentFrom(headers.get('traceparent')),
      path,
      policy: policyOf(path),
      address,
      forwarded,
      caller: undefined,
    };
  });
