import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { orderQueues } from '@matinee/contracts/queues';
import { connectAsAdmin, createDatabase } from './database.ts';
import { openBroker } from './queue.ts';
import { until } from './wait.ts';

type Line = { level: string; msg: string };
type Health = { status: string; checks: Record<string, [{ status: string; output?: string }]> };

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** A queue and a database of the test's own, and the billing process as it runs in production, started when the test says so. */
export const createBilling = async () => {
  const rabbit = await openBroker();
  const queues = orderQueues(rabbit.queue, 'classic');
  for (const { name, options } of [queues.orders, queues.dead]) await rabbit.channel.assertQueue(name, options);
  const database = await createDatabase('BILLING');
  const admin = connectAsAdmin(new URL(database.url).pathname.slice(1));
  const port = await freePort();
  const log: Line[] = [];
  let child: Bun.Subprocess<'ignore', 'pipe', 'inherit'> | undefined;

  const health = async (): Promise<Health> => (await fetch(`http://127.0.0.1:${port}/health`)).json() as Promise<Health>;
  const kill = async (signal: NodeJS.Signals) => {
    child?.kill(signal);
    await child?.exited;
  };

  return {
    rabbit,
    queues,
    admin,
    /** The database user that the process is. */
    user: new URL(database.url).username,
    log,
    start: async () => {
      child = Bun.spawn(['bun', 'server.ts'], {
        cwd: `${import.meta.dir}/../../billing`,
        env: {
          ...process.env,
          RABBITMQ_QUEUE: rabbit.queue,
          BILLING_DATABASE_URL: database.url,
          BILLING_PORT: String(port),
          LOG_LEVEL: 'info',
        },
        stdin: 'ignore',
        stdout: 'pipe',
        stderr: 'inherit',
      });
      createInterface({ input: Readable.fromWeb(child.stdout as never) }).on('line', (line) => log.push(JSON.parse(line)));
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
