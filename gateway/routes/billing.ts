import { Order } from '@matinee/contracts/orders';
import { maxOrderBytes } from '@matinee/contracts/queues';
import { parseStrictJson } from '@matinee/runtime/json';
import { Problem } from '@matinee/runtime/problem';
import { readIdempotencyKey } from '../billing/idempotency.ts';
import type { Orders } from '../billing/orders.ts';
import { gatewayPlugin } from '../plugins/request-context.ts';
import { readWhole } from '../proxy/body.ts';
import { getOrder, postOrder } from './documentation.ts';

/** Orders: published once they are valid, answered once RabbitMQ keeps them. @param bodyTimeoutMs how long a client may take to send one */
export const billingRoutes = ({ orders, bodyTimeoutMs }: { orders: Orders; bodyTimeoutMs: number }) =>
  gatewayPlugin('billing')
    .model({ Order })
    .post(
      '/api/billing',
      async ({ body, request, context, set }) => {
        const id = await orders.place(body, {
          requestId: context.requestId,
          traceparent: context.traceparent,
          idempotencyKey: readIdempotencyKey(request.headers.get('idempotency-key')),
          // Without API keys all callers share their idempotency keys.
          caller: context.caller?.name ?? 'anyone',
        });
        set.headers.location = `/api/billing/${id}`;
        return { message: 'Message posted', id };
      },
      {
        body: 'Order',
        // A name given twice would mean one order here and another one to the next program.
        parse: async ({ request }) =>
          parseStrictJson(
            request.headers.get('content-type') ?? undefined,
            await readWhole(request, maxOrderBytes, bodyTimeoutMs),
          ),
        detail: postOrder,
      },
    )
    .get('/api/billing/:id', ({ params }) => orders.status(readMessageId(params.id)), { detail: getOrder });

/** @throws Problem 404 for a text that no publisher would use as a message id */
const readMessageId = (id: string): string => {
  if (!/^[\w.:-]{1,255}$/.test(id)) throw new Problem(404, `There is no order ${id}.`);
  return id;
};
