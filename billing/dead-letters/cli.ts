import { parseArgs } from 'node:util';
import { orderQueues } from '@matinee/contracts/queues';
import amqp, { type ConfirmChannel } from 'amqplib';
import { config } from '../config.ts';
import { type Filter, type Letter, lettersOf, remove, replay } from './letters.ts';

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

const describe = ({ id, reason, at, content }: Letter) => ({ id, at, reason, bytes: content.byteLength });

/** The body as text where it is text, else in base64. */
const bodyOf = (content: Buffer) => {
  const text = content.toString();
  return Buffer.from(text).equals(content) ? text : content.toString('base64');
};

const list = async (channel: ConfirmChannel) => {
  const found = [];
  for await (const letter of lettersOf(channel, queues.dead.name, filter)) found.push(describe(letter));
  if (json) console.log(JSON.stringify(found, null, 2));
  else if (found.length === 0) console.log('No dead letters.');
  else for (const { id, at, reason, bytes } of found) console.log(`${id}  ${at}  ${bytes} bytes  ${reason}`);
};

const show = async (channel: ConfirmChannel) => {
  if (filter.id === undefined) leave(`show needs --id.\n\n${usage}`, 2);
  const found = [];
  for await (const letter of lettersOf(channel, queues.dead.name, filter)) {
    const { headers, contentType, timestamp, appId } = letter.message.properties;
    found.push({
      ...describe(letter),
      content_type: contentType,
      timestamp,
      app_id: appId,
      headers,
      body: bodyOf(letter.content),
    });
  }
  if (found.length === 0) leave(`There is no dead letter ${filter.id}.`, 1);
  if (json) console.log(JSON.stringify(found, null, 2));
  else
    for (const letter of found)
      for (const [name, value] of Object.entries(letter))
        console.log(`${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`);
};

const replayAll = async (channel: ConfirmChannel) => {
  let count = 0;
  for await (const letter of lettersOf(channel, queues.dead.name, filter)) {
    await replay(channel, queues.orders.name, letter);
    count += 1;
  }
  if (count === 0 && filter.id !== undefined) leave(`There is no dead letter ${filter.id}.`, 1);
  console.log(`Replayed ${count}.`);
};

const purge = async (channel: ConfirmChannel) => {
  const found: Letter[] = [];
  for await (const letter of lettersOf(channel, queues.dead.name, filter)) found.push(letter);
  if (found.length > 0 && !values.yes && !confirm(`Remove ${found.length} dead letters for good?`))
    leave('Nothing was removed.', 1);
  for (const letter of found) remove(channel, letter);
  console.log(`Removed ${found.length}.`);
};

const commands: Record<string, (channel: ConfirmChannel) => Promise<void>> = { list, show, replay: replayAll, purge };

const command = commands[positionals[0] ?? ''];
if (values.help) leave(usage, 0);
if (!command || positionals.length > 1 || !['text', 'json'].includes(values.format)) leave(usage, 2);

const connection = await amqp
  .connect(config.brokerUrl, { timeout: 5000, clientProperties: { connection_name: 'dead letters' } })
  .catch((error) => leave(`RabbitMQ is away: ${error.message}`, 1));
const channel = await connection.createConfirmChannel();
await channel.assertQueue(queues.dead.name, queues.dead.options);
await command?.(channel);
// Answered behind the last acknowledgement; everything that was not acknowledged goes back.
await channel.close();
await connection.close();
