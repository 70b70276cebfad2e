import { isOrder, type Order, orderFaults } from '@matinee/contracts/orders';
import { maxOrderBytes } from '@matinee/contracts/queues';
import { parseStrictJson } from '@matinee/runtime/json';
import type { Log } from '@matinee/runtime/log';
import { Problem } from '@matinee/runtime/problem';
import { answerError, answerJson } from './answer.ts';
import { readWhole } from './body.ts';
import type { Call } from './http/call.ts';
import { readIdempotencyKey } from './idempotency.ts';
import type { Orders } from './orders.ts';
import type { Answer } from './routes.ts';
import type { Visit } from './visit.ts';

/** Takes orders: validated here, answered once RabbitMQ keeps them. Says what became of them. */
export const answerBilling =
  (orders: Orders, log: Log): Answer =>
  (call, visit, path) => {
    answer(orders, call, visit, path).catch((err: unknown) => answerError(log, call, visit, err));
  };

const answer = async (orders: Orders, call: Call, visit: Visit, path: string): Promise<void> => {
  const [, , , id = '', ...more] = path.split('/');
  if (more.join('') !== '') throw new Problem(404, `There is nothing at ${path}.`);
  allow(call, path, id === '' ? ['POST'] : ['GET', 'HEAD']);
  return id === '' ? take(orders, call, visit) : tell(orders, call, visit, id);
};

const allow = ({ method }: Call, path: string, methods: string[]): void => {
  const allowed = methods.join(', ');
  if (!methods.includes(method))
    throw new Problem(405, `${path} takes ${allowed}, not ${method}.`, { headers: { allow: allowed } });
};

const take = async (orders: Orders, call: Call, visit: Visit): Promise<void> => {
  const { fields } = call;
  const idempotencyKey = readIdempotencyKey(fields.all('idempotency-key'));
  const body = await readWhole(call, maxOrderBytes);
  // Two content types are none that is JSON.
  const type = fields.has('content-type') ? fields.all('content-type').join(', ') : undefined;
  const order = checked(parseStrictJson(type, body));
  const id = await orders.place(order, {
    requestId: visit.requestId,
    traceparent: visit.traceparent,
    idempotencyKey,
    // Callers of a gateway that has no keys are one.
    caller: visit.caller?.name ?? 'anyone',
  });
  answerJson(call, visit, JSON.stringify({ message: 'Message posted', id }), `location: /api/billing/${id}\r\n`);
};

const tell = async (orders: Orders, call: Call, visit: Visit, id: string): Promise<void> =>
  answerJson(call, visit, JSON.stringify(await orders.status(readMessageId(id))));

const checked = (body: unknown): Order => {
  if (!isOrder(body)) throw new Problem(422, 'The body is no order.', { errors: orderFaults(body) });
  return body;
};

/** @throws Problem 404 for what is no id that this gateway gives, nor one that another publisher would */
const readMessageId = (given: string): string => {
  // Of what an id consists of only the colon may come encoded here (target.ts).
  const id = given.replaceAll(/%3a/gi, ':');
  if (!/^[\w.:-]{1,255}$/.test(id)) throw new Problem(404, `There is no order ${given}.`);
  return id;
};
