import { Order } from '@matinee/contracts/orders';
import { maxOrderBytes } from '@matinee/contracts/queues';
import { Problem } from '@matinee/runtime/problem';
import { readIdempotencyKey } from '../billing/idempotency.ts';
import type { Orders } from '../billing/orders.ts';
import { parseStrictJson } from '../billing/strict-json.ts';
import { gatewayPlugin } from '../plugins/request-context.ts';
import { readWhole } from '../proxy/body.ts';
import { getOrder, postOrder } from './documentation.ts';

/** `bodyTimeoutMs`: how long a client may take to send an order. */
export type BillingOptions = { orders: Orders; bodyTimeoutMs: number };

export const billingRoutes = ({ orders, bodyTimeoutMs }: BillingOptions) =>
  gatewayPlugin('billing', ['billing'])
    .model({ Order })
    .post(
      '/api/billing',
      async ({ body, request, context, set }) => {
        const id = await orders.place(body, {
          requestId: context.requestId,
          traceparent: context.traceparent,
          idempotencyKey: readIdempotencyKey(request.headers.get('idempotency-key')),
          // Without API keys, all callers share their idempotency keys.
          caller: context.caller?.name ?? 'anyone',
        });
        set.headers.location = `/api/billing/${id}`;
        return { message: 'Message posted', id };
      },
      {
        body: 'Order',
        parse: async ({ request }) => parseStrictJson(request, await readWhole(request, maxOrderBytes, bodyTimeoutMs)),
        detail: postOrder,
      },
    )
    .get('/api/billing/:id', ({ params }) => orders.status(readMessageId(params.id)), { detail: getOrder });

/** @throws Problem 404 for an invalid message id */
const readMessageId = (id: string): string => {
  if (!/^[\w.:-]{1,255}$/.test(id)) throw new Problem(404, `There is no order ${id}.`);
  return id;
};
