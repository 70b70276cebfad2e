// The limits of draining a queue, without billing: MODE `ack` consumes and acknowledges and does nothing else; `one` stores each
// message by an insert of its own, into a table of its own like that of orders, and acknowledges it. Usage: bun bench/billing/consume.ts ack|one QUEUE COUNT
//   stops itself (SIGSTOP) when it has subscribed; ends when COUNT messages are acknowledged
import { hashOf } from '@matinee/contracts/status';
import { connectDatabase } from '@matinee/runtime/database';
import { connectAsAdmin } from '@matinee/tests/support/database';
import { platformOf } from '../platform.ts';
import { openQueue } from './queue.ts';

const [mode, queue = '', count] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const platform = platformOf();
const { channel } = await openQueue(platform);
const sql = connectDatabase(platform.billingUrl, { name: 'bench', pool: 1 });
if (mode === 'one') {
  // Billing, which stores its own in the meantime, is done when `orders` has so many rows.
  const admin = connectAsAdmin(platform.billingDatabase);
  await admin`drop table if exists bench_orders`;
  await admin`create table bench_orders (like orders including all)`;
  await admin`grant insert on bench_orders to public`;
  await admin.end();
  await sql`select 1`;
}

let seen = 0;
const done = Promise.withResolvers<void>();
await channel.prefetch(mode === 'one' ? 1 : platform.prefetch);
await channel.consume(queue, async (message) => {
  if (message === null || seen === count) return;
  if (mode === 'one') {
    const { user_id, number_of_items, total_amount } = JSON.parse(message.content.toString());
    await sql`insert into bench_orders (user_id, number_of_items, total_amount, message_id, body_sha256)
      values (${user_id}, ${number_of_items}, ${total_amount}, ${message.properties.messageId}, decode(${hashOf(message.content)}, 'hex')) on conflict do nothing`;
  }
  channel.ack(message);
  seen += 1;
  if (seen === count) done.resolve();
});
process.kill(process.pid, 'SIGSTOP');
await done.promise;
await channel.close();
process.exit(0);
