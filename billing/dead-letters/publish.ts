import type { Queue } from '@matinee/contracts/queues';
import { NotConfirmed, type Publisher } from '@matinee/runtime/publisher';
import type { Orders } from '../orders/queries.ts';
import { insertOrSplit } from '../orders/split.ts';
import type { PublishDeadLetters } from '../queue/consumer.ts';
import type { Failures } from '../queue/failures.ts';
import { keepTrying } from '../queue/retry.ts';
import { type DeadLetter, propertiesOf, toDeadLetter } from './message.ts';

type Deps = { publisher: Publisher; dead: Queue; orders: Orders; failures: Failures };

/** Stores why messages are dead, and copies them into the dead queue, each body as it is; retries both until RabbitMQ keeps every copy. */
export const createPublishDeadLetters = ({ publisher, dead, orders, failures }: Deps): PublishDeadLetters => {
  const binding = { exchange: '', key: dead.name };

  const publish = async (letter: DeadLetter) => {
    const { content } = letter.message;
    try {
      await publisher.publish(binding, content, propertiesOf(letter, true));
    } catch (error) {
      if (error instanceof NotConfirmed) throw error;
      await publisher.publish(binding, content, propertiesOf(letter, false));
    }
  };

  // A reason that the database cannot hold stays with its dead letter only.
  const store = (letters: DeadLetter[]) => insertOrSplit(letters, async (some) => orders.reject(some).then(() => new Map()));

  return async (messages, { signal, onPublished }) => {
    const letters = messages.map(toDeadLetter);
    await keepTrying(() => store(letters), signal, failures);
    await Promise.all(
      letters.map(async (letter) => {
        await keepTrying(() => publish(letter), signal, failures);
        onPublished(letter.message);
      }),
    );
  };
};
