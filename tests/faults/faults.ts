// The kinds of fault. Each function causes one fault and ends it.

import amqp from 'amqplib';
import { clearMemoryAlarm, raiseMemoryAlarm } from '../support/memory-alarm.ts';
import { pm2, queue, services, urls } from '../support/platform.ts';
import type { Random } from '../support/random.ts';
import { run } from '../support/run.ts';
import { until } from '../support/wait.ts';

const state = process.env.MATINEE_STATE;

const pidOf = async (part: 'gateway_app' | 'billing_app' | 'postgresql' | 'rabbitmq'): Promise<number> => {
  const files = { postgresql: 'postgresql/postmaster.pid', rabbitmq: 'rabbitmq/pid' };
  const text =
    part in files
      ? await Bun.file(`${state}/${files[part as keyof typeof files]}`).text()
      : (await pm2('pid', part)).trim().split('\n').at(-1);
  return Number.parseInt(text ?? '', 10);
};

const signal = (pids: number[], name: NodeJS.Signals) => {
  for (const pid of pids) {
    try {
      if (pid > 0) process.kill(pid, name);
    } catch {
      // The process has exited already.
    }
  }
};

const killApp = (app: 'gateway_app' | 'billing_app') => async () => {
  const pid = await pidOf(app);
  signal([pid], 'SIGKILL');
  const restarted = async () => {
    const now = await pidOf(app);
    return now > 0 && now !== pid;
  };
  // PM2 waits up to 15 s before it restarts an app that ends again and again.
  await until(`${app} to be started again`, restarted, 30);
};

const killServer = (server: 'postgresql' | 'rabbitmq') => async (random: Random) => {
  signal([await pidOf(server)], 'SIGKILL');
  await Bun.sleep(random.between(0, 2000));
  await services('start', server);
};

const freeze = (part: 'gateway_app' | 'billing_app' | 'postgresql' | 'rabbitmq') => async (random: Random) => {
  const pid = await pidOf(part);
  const children = (await run(['sh', '-c', `pgrep -P ${pid} || true`])).trim().split('\n').map(Number);
  // PostgreSQL's backends are processes of their own.
  const pids = part === 'postgresql' ? [pid, ...children] : [pid];
  signal(pids, 'SIGSTOP');
  await Bun.sleep(random.between(500, 4000));
  signal(pids, 'SIGCONT');
};

const memoryAlarm = async (random: Random) => {
  await raiseMemoryAlarm();
  await Bun.sleep(random.between(500, 4000));
  await clearMemoryAlarm();
};

/** Deletes the queue once it is empty: the messages of a deleted queue are lost on purpose. */
const deleteQueue = async () => {
  await until('the queue to be deleted while empty', async () => {
    const connection = await amqp.connect(urls.RABBITMQ_URL ?? '', { timeout: 2000 });
    try {
      const channel = await connection.createChannel();
      channel.on('error', () => {});
      await channel.deleteQueue(queue, { ifEmpty: true });
      return true;
    } finally {
      await connection.close();
    }
  });
};

export const faults: Record<string, (random: Random) => Promise<void>> = {
  'kill -9 gateway': killApp('gateway_app'),
  'kill -9 billing': killApp('billing_app'),
  'kill -9 RabbitMQ': killServer('rabbitmq'),
  'kill -9 PostgreSQL': killServer('postgresql'),
  'freeze gateway': freeze('gateway_app'),
  'freeze billing': freeze('billing_app'),
  'freeze RabbitMQ': freeze('rabbitmq'),
  'freeze PostgreSQL': freeze('postgresql'),
  'memory alarm': memoryAlarm,
  'queue deleted': deleteQueue,
};
