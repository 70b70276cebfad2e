import { orderQueues } from '@matinee/contracts/queues';
import { connectAsAdmin, createDatabase } from './database.ts';
import { freePort } from './free-port.ts';
import { type Running, start } from './process.ts';
import { openBroker } from './queue.ts';
import { until } from './wait.ts';

type Line = { level: string; msg: string };
type Health = { status: string; checks: Record<string, [{ status: string; output?: string }]> };

/** A queue, a database and a billing process of the test's own. The process runs after `start`. */
export const createBilling = async () => {
  const rabbit = await openBroker();
  const queues = orderQueues(rabbit.queue, 'classic');
  for (const { name, options } of [queues.orders, queues.dead]) await rabbit.channel.assertQueue(name, options);
  const database = await createDatabase('BILLING');
  const admin = connectAsAdmin(new URL(database.url).pathname.slice(1));
  const port = await freePort();
  const log: Line[] = [];
  let child: Running | undefined;

  const health = async (): Promise<Health> => (await fetch(`http://127.0.0.1:${port}/health`)).json() as Promise<Health>;
  const kill = async (signal: NodeJS.Signals) => {
    child?.kill(signal);
    await child?.exited;
  };

  return {
    rabbit,
    queues,
    admin,
    /** The process's database user. */
    user: new URL(database.url).username,
    log,
    start: async () => {
      const env = {
        RABBITMQ_QUEUE: rabbit.queue,
        BILLING_DATABASE_URL: database.url,
        BILLING_PORT: String(port),
        LOG_LEVEL: 'info',
      };
      child = start(['bun', 'billing/server.ts'], env, (line) => log.push(JSON.parse(line)));
      await until('billing to be healthy', async () => (await health()).checks.queue?.[0].status === 'ok');
    },
    kill,
    health,
    users: async (): Promise<string[]> => (await admin`select user_id from orders order by id`).map((row) => row.user_id),
    end: async () => {
      await kill('SIGKILL');
      await rabbit.close(queues.orders.name, queues.dead.name);
      await admin.end();
      await database.drop();
    },
  };
};
