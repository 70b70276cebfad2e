// The limits of draining the queue, without billing: MODE `ack` consumes and acknowledges and does nothing else; `one` stores each
// message by an insert of its own and acknowledges it. Usage: bun bench/drain.ts ack|one COUNT   prints {"rate"}
import { hashOf } from '@matinee/contracts/status';
import { connectDatabase } from '@matinee/runtime/database';
import { channel, queues, settings } from './platform.ts';

const [mode, count] = [process.argv[2], Number(process.argv[3])];
const sql = connectDatabase(settings.billingDatabaseUrl, { name: 'bench', pool: 1 });

let seen = 0;
let start = 0;
const done = Promise.withResolvers<void>();
await channel.prefetch(mode === 'one' ? 1 : settings.prefetch);
await channel.consume(queues.orders.name, async (message) => {
  if (message === null) return;
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
const elapsed = (performance.now() - start) / 1000;
await channel.close();
console.log(JSON.stringify({ rate: count / elapsed }));
process.exit(0);
