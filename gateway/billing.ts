import { isOrder, type Order, orderFaults } from '@matinee/contracts/orders';
import { maxOrderBytes } from '@matinee/contracts/queues';
import { readStrictJson } from '@matinee/runtime/json';
import { Problem } from '@matinee/runtime/problem';
import { traceparentOf } from '@matinee/runtime/trace';
import { Elysia } from 'elysia';
import { readIdempotencyKey } from './idempotency.ts';
import { getOrder, postOrder } from './openapi/billing.ts';
import type { Orders } from './orders.ts';
import { callerOf } from './visit.ts';

/** Takes orders: validated here, answered once RabbitMQ keeps them. Says what became of them. */
export const billingRoutes = (orders: Orders) =>
  new Elysia()
    .post(
      '/api/billing',
      async ({ request, set }) => {
        const idempotencyKey = readIdempotencyKey(request);
        const order = checked(await readStrictJson(request, maxOrderBytes));
        const id = await orders.place(order, {
          requestId: String(set.headers['x-request-id']),
          traceparent: traceparentOf(request),
          idempotencyKey,
          caller: callerOf(request),
        });
        set.headers.location = `/api/billing/${id}`;
        return { message: 'Message posted', id };
      },
      { parse: 'none', detail: postOrder },
    )
    .get('/api/billing/:id', ({ params }) => orders.status(readMessageId(params.id)), { detail: getOrder });

const checked = (body: unknown): Order => {
  if (!isOrder(body)) throw new Problem(422, 'The body is no order.', { errors: orderFaults(body) });
  return body;
};

/** @throws Problem 404 for what is no id that this gateway gives, nor one that another publisher would */
const readMessageId = (id: string): string => {
  if (!/^[\w.:-]{1,255}$/.test(id)) throw new Problem(404, `There is no order ${id}.`);
  return id;
};
