import { isOrder, type Order, orderFaults } from '@matinee/contracts/orders';
import { maxOrderBytes } from '@matinee/contracts/queues';
import { readJson } from '@matinee/runtime/json';
import { Problem } from '@matinee/runtime/problem';
import { traceparentOf } from '@matinee/runtime/trace';
import { Elysia } from 'elysia';
import { postOrder } from './openapi/billing.ts';
import type { PublishOrder } from './orders.ts';

/** Takes orders: validated here, answered once RabbitMQ keeps them. */
export const billingRoutes = (publishOrder: PublishOrder) =>
  new Elysia().post(
    '/api/billing',
    async ({ request, set }) => {
      const order = checked(await readJson(request, maxOrderBytes));
      const id = await publishOrder(order, {
        requestId: String(set.headers['x-request-id']),
        traceparent: traceparentOf(request),
      });
      return { message: 'Message posted', id };
    },
    { parse: 'none', detail: postOrder },
  );

const checked = (body: unknown): Order => {
  if (!isOrder(body)) throw new Problem(422, 'The body is no order.', { errors: orderFaults(body) });
  return body;
};
