// The limits of draining the queue, without billing: MODE `ack` consumes and acknowledges and does nothing else; `one` stores each
// message by an insert of its own and acknowledges it. Usage: bun bench/billing/consume.ts ack|one COUNT [SKIP]
//   prints {"rate"} per second, of COUNT messages after the first SKIP
import { hashOf } from '@matinee/contracts/status';
import { connectDatabase } from '@matinee/runtime/database';
import { platformOf } from '../platform.ts';
import { openQueue } from './queue.ts';

const [mode, count, skip] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4] ?? 0)];
const platform = platformOf();
const { channel } = await openQueue(platform);
const sql = connectDatabase(platform.billingUrl, { name: 'bench', pool: 1 });

let seen = 0;
let start = 0;
const done = Promise.withResolvers<void>();
await channel.prefetch(mode === 'one' ? 1 : platform.prefetch);
await channel.consume(platform.queues.orders.name, async (message) => {
  if (message === null || seen === skip + count) return;
  if (seen === skip) start ||= performance.now();
  if (mode === 'one') {
    const { user_id, number_of_items, total_amount } = JSON.parse(message.content.toString());
    await sql`insert into orders (user_id, number_of_items, total_amount, message_id, body_sha256)
      values (${user_id}, ${number_of_items}, ${total_amount}, ${message.properties.messageId}, decode(${hashOf(message.content)}, 'hex')) on conflict do nothing`;
  }
  channel.ack(message);
  seen += 1;
  if (seen === skip + count) done.resolve();
});
await done.promise;
const elapsed = (performance.now() - start) / 1000;
await channel.close();
console.log(JSON.stringify({ rate: count / elapsed }));
process.exit(0);
