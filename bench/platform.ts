// A running platform: its addresses and its processes.
import { readFile } from 'node:fs/promises';
import { orderQueues, queueTypes } from '@matinee/contracts/queues';
import { brokerUrl, databaseUrl, integer, oneOf, parseEnv, port, text } from '@matinee/runtime/env';
import { run } from '@matinee/tests/support/run';

export const top = `${import.meta.dir}/..`;

export type Platform = ReturnType<typeof platformOf>;

/**
 * @param env the settings that it was brought up with
 * @param root the checkout whose code it runs
 */
export const platformOf = (env: Record<string, string | undefined> = process.env, root = top) => {
  const settings = parseEnv(
    {
      state: text('MATINEE_STATE'),
      gatewayPort: port('GATEWAY_PORT'),
      inventoryPort: port('INVENTORY_PORT'),
      billingPort: port('BILLING_PORT'),
      pairingPort: port('PAIRING_PORT'),
      brokerUrl,
      queue: text('RABBITMQ_QUEUE'),
      queueType: oneOf('BILLING_QUEUE_TYPE', queueTypes),
      prefetch: integer('BILLING_PREFETCH', 1, 60_000),
      inventoryUrl: databaseUrl('INVENTORY'),
      inventoryDatabase: text('INVENTORY_DATABASE_NAME'),
      billingUrl: databaseUrl('BILLING'),
      billingDatabase: text('BILLING_DATABASE_NAME'),
      pairingUrl: databaseUrl('PAIRING'),
      pairingDatabase: text('PAIRING_DATABASE_NAME'),
    },
    env,
  );
  const pm2 = (...args: string[]) => run([`${root}/scripts/pm2.sh`, ...args], env as Record<string, string>);
  const pidIn = async (file: string) => Number.parseInt(await readFile(`${settings.state}/${file}`, 'utf8'), 10);
  return {
    ...settings,
    root,
    env,
    queues: orderQueues(settings.queue, settings.queueType),
    /** `pm2('stop', 'billing_app')` */
    pm2,
    pidOf: async (app: string) => Number((await pm2('pid', app)).trim().split('\n').at(-1)),
    postgresPid: () => pidIn('postgresql/postmaster.pid'),
    rabbitPid: () => pidIn('rabbitmq/pid'),
  };
};

/** An order as clients send it. */
export const order = JSON.stringify({ user_id: '3', number_of_items: '5', total_amount: '180' });

/** A psql command in a database of the platform's server, as its administrator. */
export const psql = ({ env }: Platform, database: string, ...args: string[]): string[] => {
  const password = encodeURIComponent(env.POSTGRES_ADMIN_PASSWORD ?? '');
  const url = `postgresql://${env.POSTGRES_ADMIN_USER}:${password}@${env.POSTGRES_HOST}:${env.POSTGRES_PORT}/${database}`;
  return ['psql', '--quiet', '--no-psqlrc', '--set=ON_ERROR_STOP=1', url, ...args];
};
