import type { ClientAddress, ClientAddressOf } from '@matinee/runtime/client-address';
import { pathOf } from '@matinee/runtime/service';
import { traceparentFrom } from '@matinee/runtime/trace';
import { Elysia } from 'elysia';
import type { ApiKey } from '../api-keys/api-keys.ts';
import { type Policy, policyOf } from '../routes/policy.ts';

export type Proto = 'http' | 'https';

/** The id, trace, client and policy of a request. */
export type RequestContext = {
  requestId: string;
  /** W3C Trace Context, with a span of the gateway's own. */
  traceparent: string;
  path: string;
  policy: Policy | undefined;
  proto: Proto;
  /** Looks the client's address up, which takes a while. */
  client: () => ClientAddress;
  /** The owner of the API key, once the key is checked. */
  caller: ApiKey | undefined;
};

/** A plugin whose hooks see the request context. */
export const gatewayPlugin = (name: string) => new Elysia({ name }).decorate('context', null as unknown as RequestContext);

type Options = { clientAddressOf: ClientAddressOf; proto: Proto };

/** Collects what later plugins and routes need to know. */
export const requestContext = ({ clientAddressOf, proto }: Options) =>
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
