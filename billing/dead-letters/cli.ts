import { parseArgs } from 'node:util';
import { orderQueues } from '@matinee/contracts/queues';
import type { ConfirmChannel } from 'amqplib';
import { config } from '../config.ts';
import { withChannel } from './connect.ts';
import { deadLettersOf, type Filter, keyOf, type QueuedDeadLetter, remove, replay } from './queue.ts';

const usage = `Looks after the messages that never became orders.

  bun run dead-letters list                lists them, oldest first
  bun run dead-letters show --id ID        prints one whole
  bun run dead-letters replay [filter]     gives them to billing again, after what was wrong was mended
  bun run dead-letters purge [filter]      removes them for good; asks first

  --id ID           only the one with this message id
  --reason TEXT     only those with this text in their reason, in any case
  --format json     JSON instead of text (list, show)
  --yes             purge without asking`;

const leave = (text: string, code: number): never => {
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
    return leave(`${(error as Error).message}\n\n${usage}`, 2);
  }
};

const { values, positionals } = readArguments();
const json = values.format === 'json';
const filter: Filter = { id: values.id, reason: values.reason };
const queues = orderQueues(config.queue, config.queueType);

/** Goes through the dead letters that were asked for. Nothing is printed or asked meanwhile: a slow reader would miss heartbeats. */
const forEach = (visit: (deadLetter: QueuedDeadLetter, channel: ConfirmChannel) => unknown): Promise<void> =>
  withChannel(config.brokerUrl, queues.dead, async (channel) => {
    for await (const deadLetter of deadLettersOf(channel, queues.dead.name, filter)) await visit(deadLetter, channel);
  });

const describe = ({ id, reason, at, content }: QueuedDeadLetter) => ({ id, at, reason, bytes: content.byteLength });

/** The body as text where it is text, else in base64. */
const bodyOf = (content: Buffer) => {
  const text = content.toString();
  return Buffer.from(text).equals(content) ? text : content.toString('base64');
};

const list = async () => {
  const found: ReturnType<typeof describe>[] = [];
  await forEach((deadLetter) => found.push(describe(deadLetter)));
  if (json) console.log(JSON.stringify(found, null, 2));
  else if (found.length === 0) console.log('No dead letters.');
  else for (const { id, at, reason, bytes } of found) console.log(`${id}  ${at}  ${bytes} bytes  ${reason}`);
};

const show = async () => {
  if (filter.id === undefined) leave(`show needs --id.\n\n${usage}`, 2);
  const found: object[] = [];
  await forEach((deadLetter) => {
    const { headers, contentType, timestamp, appId } = deadLetter.message.properties;
    found.push({
      ...describe(deadLetter),
      content_type: contentType,
      timestamp,
      app_id: appId,
      headers,
      body: bodyOf(deadLetter.content),
    });
  });
  if (found.length === 0) leave(`There is no dead letter ${filter.id}.`, 1);
  if (json) console.log(JSON.stringify(found, null, 2));
  else
    for (const deadLetter of found)
      for (const [name, value] of Object.entries(deadLetter))
        console.log(`${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`);
};

const replayAll = async () => {
  let count = 0;
  await forEach(async (deadLetter, channel) => {
    await replay(channel, queues.orders.name, deadLetter);
    count += 1;
  });
  if (count === 0 && filter.id !== undefined) leave(`There is no dead letter ${filter.id}.`, 1);
  console.log(`Replayed ${count}.`);
};

const purge = async () => {
  const found: string[] = [];
  await forEach((deadLetter) => found.push(keyOf(deadLetter)));
  // While the question waits for its answer, all of them are back in the queue.
  if (found.length > 0 && !values.yes && !confirm(`Remove ${found.length} dead letters for good?`))
    leave('Nothing was removed.', 1);
  const asked = new Set(found);
  let removed = 0;
  await forEach((deadLetter, channel) => {
    if (!asked.has(keyOf(deadLetter))) return;
    remove(channel, deadLetter);
    removed += 1;
  });
  console.log(`Removed ${removed}.`);
};

const commands: Record<string, () => Promise<void>> = { list, show, replay: replayAll, purge };

const command = commands[positionals[0] ?? ''];
if (values.help) leave(usage, 0);
if (!command || positionals.length > 1 || !['text', 'json'].includes(values.format)) leave(usage, 2);
await command?.().catch((error) => leave(error.message, 1));
