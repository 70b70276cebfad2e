import type { Queue } from '@matinee/contracts/queues';
import { NotConfirmed, type Publisher } from '@matinee/runtime/publisher';
import type { Orders } from '../orders/queries.ts';
import { insertOrSplit } from '../orders/store.ts';
import type { PublishDeadLetters } from '../queue/consumer.ts';
import { type Failures, keepTrying } from '../queue/retry.ts';
import { type DeadLetter, propertiesOf, toDeadLetter } from './message.ts';

type Deps = { publisher: Publisher; queue: Queue; orders: Orders; failures: Failures };

/** Stores the reasons of dead messages, and publishes their bodies unchanged to the dead-letter queue. Retries both until they succeed. */
export const createPublishDeadLetters = ({ publisher, queue, orders, failures }: Deps): PublishDeadLetters => {
  const publish = async (letter: DeadLetter, keepHeaders = true): Promise<void> => {
    const properties = propertiesOf(letter, keepHeaders);
    try {
      await publisher.publish({ exchange: '', key: queue.name }, letter.message.content, properties);
    } catch (error) {
      if (error instanceof NotConfirmed || !keepHeaders) throw error;
      await publish(letter, false);
    }
  };

  // A reason that PostgreSQL rejects is kept in the dead letter only.
  const storeReasons = (letters: DeadLetter[]) =>
    insertOrSplit(letters, async (some) => orders.reject(some).then(() => new Map()));

  return async (messages, { signal, onPublished }) => {
    const letters = messages.map(toDeadLetter);
    await keepTrying(() => storeReasons(letters), signal, failures);
    await Promise.all(
      letters.map(async (letter) => {
        await keepTrying(() => publish(letter), signal, failures);
        onPublished(letter.message);
      }),
    );
  };
};
