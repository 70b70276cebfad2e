import type { Queue } from '@matinee/contracts/queues';
import type { StatusReply, StatusRequest } from '@matinee/contracts/status';
import { isText } from '@matinee/contracts/text';
import type { Broker, ConfirmChannel } from '@matinee/runtime/broker';
import type { ConsumeMessage } from 'amqplib';
import { isShortString } from '../dead-letters/message.ts';
import type { Orders, StatusRow } from '../orders/queries.ts';
import type { Failures } from '../queue/retry.ts';

// Limits status queries to 50 a second, so that many requests do not slow down the storing of orders.
const pauseMs = 20;
// The most requests that one query answers.
const prefetch = 100;

type Deps = { queue: Queue; orders: Orders; failures: Failures };

/** Answers the requests of the status queue, all waiting requests with one query. A request that fails is dropped; its client times out. */
export const answerStatus = (broker: Broker, { queue, orders, failures }: Deps): void =>
  broker.keepChannel(async (channel) => {
    const waiting: ConsumeMessage[] = [];
    let working = false;

    const work = async () => {
      working = true;
      for (let last = waiting.at(-1); last; last = waiting.at(-1)) {
        await answer(channel, waiting.splice(0), orders).then(failures.clear, failures.add);
        // Throws if the channel is closed. RabbitMQ then redelivers the requests.
        channel.ack(last, true);
        await Bun.sleep(pauseMs);
      }
      working = false;
    };

    await channel.assertQueue(queue.name, queue.options);
    await channel.prefetch(prefetch);
    await channel.consume(queue.name, (message) => {
      // The queue was deleted: a new channel declares it again.
      if (message === null) return void channel.close().catch(() => {});
      waiting.push(message);
      if (!working) setImmediate(() => working || work().catch(() => {}));
    });
  });

const answer = async (channel: ConfirmChannel, batch: ConsumeMessage[], orders: Orders): Promise<void> => {
  const requests = batch.map(readRequest).filter((request) => request !== undefined);
  const rows = new Map((await orders.statuses(requests.map(({ id }) => id))).map((row) => [row.id, row]));
  for (const { replyTo, correlationId, ...request } of requests) {
    const reply = toReply(request, rows.get(request.id));
    channel.sendToQueue(replyTo, Buffer.from(JSON.stringify(reply)), { correlationId });
  }
};

const toReply = ({ id, bodySha256 }: StatusRequest, row: StatusRow | undefined): StatusReply => {
  if (row?.created_at) {
    const { user_id, number_of_items, total_amount, created_at, sha256 } = row;
    const order = { user_id, number_of_items, total_amount, created_at: created_at.toISOString() };
    return { id, status: 'processed', order, ...(bodySha256 !== undefined && { sameBody: bodySha256 === sha256 }) };
  }
  return typeof row?.reason === 'string' ? { id, status: 'rejected', reason: row.reason } : { id, status: 'unknown' };
};

type Request = StatusRequest & { replyTo: string; correlationId: string };

/** Reads a message as a status request; undefined when it is invalid. */
const readRequest = ({ content, properties: { replyTo, correlationId } }: ConsumeMessage): Request | undefined => {
  try {
    const { id, bodySha256 } = JSON.parse(content.toString());
    if (typeof id !== 'string' || !isText(id) || !isShortString(replyTo) || !isShortString(correlationId)) return undefined;
    return { id, replyTo, correlationId, ...(typeof bodySha256 === 'string' && { bodySha256 }) };
  } catch {
    return undefined;
  }
};
