// Waiting orders stored by the plain Python consumer.
import { connectAsAdmin } from '@matinee/tests/support/database';
import { rows } from '../billing/drain.ts';
import type { Queue } from '../billing/queue.ts';
import { asSoonAs } from '../measure/time.ts';
import type { Side } from '../measure/turns.ts';
import type { Started } from '../processes.ts';
import { peerDatabase, peerQueue } from './peer.ts';

export const peerSide = (queue: Queue, startBilling: () => Promise<Started>, count: number): Side => ({
  start: async () => {
    await queue.declare(peerQueue);
    await queue.purge(peerQueue);
    const billing = await startBilling();
    const consumers = async () => (await queue.state(peerQueue)).consumerCount;
    await asSoonAs('the plain billing to subscribe', 30, async () => (await consumers()) > 0, 25);
    process.kill(billing.pid, 'SIGSTOP');
    await queue.fill(count, peerQueue);
    // It has made its table.
    const sql = connectAsAdmin(peerDatabase);
    await sql`truncate orders restart identity`;
    return {
      pid: billing.pid,
      ended: rows(sql, count),
      close: async () => {
        await billing.stop();
        await sql.end();
      },
    };
  },
});
