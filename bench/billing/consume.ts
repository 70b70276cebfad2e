// The limits of draining the queue, without billing: MODE `ack` consumes and acknowledges and does nothing else; `one` stores each
// message by an insert of its own and acknowledges it. Usage: bun bench/billing/consume.ts ack|one COUNT [START]
//   prints {"rate", "warm"} per second: of COUNT messages, and of those after the first START
import { hashOf } from '@matinee/contracts/status';
import { connectDatabase } from '@matinee/runtime/database';
import { platformOf } from '../platform.ts';
import { openQueue } from './queue.ts';

const [mode, count, first] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4] ?? 0)];
const platform = platformOf();
const { channel } = await openQueue(platform);
const sql = connectDatabase(platform.billingUrl, { name: 'bench', pool: 1 });

let seen = 0;
let start = 0;
let warm = 0;
const done = Promise.withResolvers<void>();
await channel.prefetch(mode === 'one' ? 1 : platform.prefetch);
await channel.consume(platform.queues.orders.name, async (message) => {
  if (message === null || seen === count) return;
  start ||= performance.now();
  if (seen === first) warm ||= performance.now();
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
const end = performance.now();
await channel.close();
console.log(JSON.stringify({ rate: (count * 1000) / (end - start), warm: ((count - first) * 1000) / (end - warm) }));
process.exit(0);
