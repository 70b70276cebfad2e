// Drains a queue without billing, and prints the seconds from the first message to the last. MODE `ack` acknowledges and does nothing else;
// `one` first stores each message by an insert of its own. Usage: bun bench/billing/consume.ts ack|one QUEUE COUNT
import { hashOf } from '@matinee/contracts/status';
import { connectDatabase } from '@matinee/runtime/database';
import { platformOf } from '../platform.ts';
import { openQueue } from './queue.ts';

const [mode, queue = '', count] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const platform = platformOf();
const { channel } = await openQueue(platform);
const sql = connectDatabase(platform.billingUrl, { name: 'bench', pool: 1 });
await sql`select 1`;

let seen = 0;
let start = 0;
const done = Promise.withResolvers<void>();
await channel.prefetch(mode === 'one' ? 1 : platform.prefetch);
await channel.consume(queue, async (message) => {
  if (message === null || seen === count) return;
  start ||= performance.now();
  if (mode === 'one') {
    const { user_id, number_of_items, total_amount } = JSON.parse(message.content.toString());
    await sql`insert into orders (user_id, number_of_items, total_amount, message_id, body_sha256)
      values (${user_id}, ${number_of_items}, ${total_amount}, ${message.properties.messageId}, decode(${hashOf(message.content)}, 'hex')) on conflict do nothing`;
  }
  channel.ack(message);
  seen += 1;
  if (seen === count) done.resolve();
});
await done.promise;
console.log((performance.now() - start) / 1000);
await channel.close();
process.exit(0);
