import type { Queue } from '@matinee/contracts/queues';
import type { StatusReply } from '@matinee/contracts/status';
import type { Broker, ConfirmChannel } from '@matinee/runtime/broker';
import type { ConsumeMessage } from 'amqplib';
import type { Failures } from '../queue/failures.ts';
import type { StatusQueries } from './queries.ts';
import { type Question, readQuestion } from './question.ts';

// Questions that come in this time after others share a statement: a flood of them costs storing at most 50 statements a second.
const gatherMs = 20;

type Deps = { queue: Queue; prefetch: number; queries: StatusQueries; failures: Failures };

/**
 * Answers what became of orders to whoever asks in the status queue: a lone question at once, those that wait together by one statement,
 * `prefetch` of them at most. A question that cannot be answered is dropped; its client times out.
 */
export const answerStatus = (broker: Broker, { queue, prefetch, queries, failures }: Deps): void =>
  broker.keepChannel(async (channel) => {
    let waiting: ConsumeMessage[] = [];
    let working = false;

    const work = async () => {
      working = true;
      while (waiting.length > 0) {
        const batch = waiting;
        waiting = [];
        try {
          await answer(channel, batch, queries);
          failures.clear();
        } catch (error) {
          failures.add(error);
        }
        const last = batch.at(-1);
        // On a channel that was lost meanwhile this throws; RabbitMQ asks again on the next.
        if (last) channel.ack(last, true);
        await Bun.sleep(gatherMs);
      }
      working = false;
    };

    await channel.assertQueue(queue.name, queue.options);
    await channel.prefetch(prefetch);
    await channel.consume(queue.name, (message) => {
      // The queue is gone: a new channel declares it again.
      if (message === null) return void channel.close().catch(() => {});
      waiting.push(message);
      if (!working) setImmediate(() => working || work().catch(() => {}));
    });
  });

const answer = async (channel: ConfirmChannel, batch: ConsumeMessage[], queries: StatusQueries): Promise<void> => {
  const questions = batch.map(readQuestion).filter((question) => question !== undefined);
  const replies = await repliesTo(questions, queries);
  for (const [index, { replyTo, correlationId }] of questions.entries())
    channel.sendToQueue(replyTo, Buffer.from(JSON.stringify(replies[index])), { correlationId });
};

const repliesTo = async (questions: Question[], queries: StatusQueries): Promise<StatusReply[]> => {
  const stored = await queries.stored(questions.map(({ id }) => id));
  const others = questions.filter(({ id }) => !stored.has(id)).map(({ id }) => id);
  const reasons = others.length > 0 ? await queries.reasons(others) : new Map<string, string>();
  return questions.map(({ id, bodySha256 }) => {
    const found = stored.get(id);
    if (found) {
      const { sha256, ...order } = found;
      return { id, status: 'processed', order, ...(bodySha256 !== undefined && { sameBody: bodySha256 === sha256 }) };
    }
    const reason = reasons.get(id);
    return reason === undefined ? { id, status: 'unknown' } : { id, status: 'rejected', reason };
  });
};
