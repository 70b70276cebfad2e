import { parseArgs } from 'node:util';
import { orderQueues } from '@matinee/contracts/queues';
import { config } from '../config.ts';
import { forEachDeadLetter, keyOf, type QueuedDeadLetter, replay } from './queue.ts';

const usage = `Manages dead letters: messages that can never become orders.

  ./matinee dead-letters list [filter]      lists dead letters, oldest first
  ./matinee dead-letters show --id ID       prints a dead letter with its properties and body
  ./matinee dead-letters replay [filter]    moves dead letters back to the queue of orders, after their cause is fixed
  ./matinee dead-letters purge [filter]     deletes dead letters, after a confirmation

  --id ID           only the dead letter with this message id
  --reason TEXT     only dead letters whose reason contains this text, in any case
  --format json     prints JSON instead of text (list, show)
  --yes             purges without a confirmation`;

const exit = (text: string, code: number): never => {
  (code === 0 ? console.log : console.error)(text);
  process.exit(code);
};

const readArguments = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        id: { type: 'string' },
        reason: { type: 'string' },
        format: { type: 'string', default: 'text' },
        yes: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return exit(`${(error as Error).message}\n\n${usage}`, 2);
  }
};

const { values, positionals } = readArguments();
const queues = orderQueues(config.queue, config.queueType);

const forEach = (use: Parameters<typeof forEachDeadLetter>[3]) => forEachDeadLetter(config.brokerUrl, queues.dead, values, use);

/** Collects before anything is printed: a slow reader of the output would delay heartbeats. */
const collect = async <T>(toItem: (letter: QueuedDeadLetter) => T): Promise<T[]> => {
  const items: T[] = [];
  await forEach((letter) => items.push(toItem(letter)));
  return items;
};

const print = <T>(items: T[], toText: (item: T) => string) =>
  console.log(values.format === 'json' ? JSON.stringify(items, null, 2) : items.map(toText).join('\n') || 'No dead letters.');

const summaryOf = ({ id, at, reason, message }: QueuedDeadLetter) => ({ id, at, reason, bytes: message.content.byteLength });

const detailsOf = (letter: QueuedDeadLetter) => {
  const { content, properties } = letter.message;
  const { contentType: content_type, timestamp, appId: app_id, headers } = properties;
  const text = content.toString();
  const body = Buffer.from(text).equals(content) ? text : content.toString('base64');
  return { ...summaryOf(letter), content_type, timestamp, app_id, headers, body };
};

const notFound = () => exit(`No dead letter has the id ${values.id}. List the ids with: ./matinee dead-letters list`, 1);

const commands: Record<string, () => Promise<unknown>> = {
  list: async () => print(await collect(summaryOf), ({ id, at, reason, bytes }) => `${id}  ${at}  ${bytes} bytes  ${reason}`),

  show: async () => {
    if (values.id === undefined) exit(`show needs --id.\n\n${usage}`, 2);
    const letters = await collect(detailsOf);
    if (letters.length === 0) notFound();
    const show = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : value);
    print(letters, (letter) =>
      Object.entries(letter)
        .map(([name, value]) => `${name}: ${show(value)}`)
        .join('\n'),
    );
  },

  replay: async () => {
    let count = 0;
    await forEach(async (letter, channel) => {
      await replay(channel, queues.orders.name, letter);
      count += 1;
    });
    if (count === 0 && values.id !== undefined) notFound();
    console.log(`Replayed ${count}.`);
  },

  purge: async () => {
    // All dead letters are back in the queue before the confirmation; those that arrive meanwhile are kept.
    const keys = new Set(await collect(keyOf));
    if (keys.size > 0 && !values.yes && !confirm(`Delete ${keys.size} dead letters for good?`)) exit('Nothing was deleted.', 1);
    let count = 0;
    await forEach((letter, channel) => {
      if (!keys.has(keyOf(letter))) return;
      channel.ack(letter.message);
      count += 1;
    });
    console.log(`Deleted ${count}.`);
  },
};

const command = commands[positionals[0] ?? ''];
if (values.help) exit(usage, 0);
if (!command || positionals.length > 1 || !['text', 'json'].includes(values.format)) exit(usage, 2);
await command?.().catch((error) => exit(error.message, 1));
