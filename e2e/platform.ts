// The running platform as its user sees it: URLs, the two databases, and the commands that stop and start its parts.
import { connectAsAdmin } from '@matinee/testing/database';
import { type Answer, client } from '@matinee/testing/http';
import { type Conformance, createConformance } from '@matinee/testing/openapi';
import { run } from '@matinee/testing/run';
import { until } from '@matinee/testing/wait';

const lines = (await run(['scripts/up.sh', '--urls'])).trim().split('\n');
export const urls = Object.fromEntries(
  lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
);

const call = client(urls.GATEWAY_URL ?? '');
let judge: Conformance | undefined;

/** A client of the gateway. Every answer must be one that its OpenAPI document promises. @throws with how it departs from that */
export const gateway: typeof call = async (method, path, ...rest): Promise<Answer> => {
  const answer = await call(method, path, ...rest);
  judge ??= createConformance((await call('GET', '/swagger/json')).body as never);
  // The documentation does not document itself.
  const faults = path.startsWith('/swagger') ? [] : judge(method, path, answer);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return answer;
};
export const inventory = client(urls.INVENTORY_URL ?? '');
export const queue = urls.RABBITMQ_QUEUE ?? '';

export const pm2 = (...args: string[]) => run(['scripts/pm2.sh', ...args]);
export const services = (action: 'start' | 'stop', service: 'postgresql' | 'rabbitmq') =>
  run(['scripts/services.sh', action, service]);

/** The database of orders, as its administrator: the tests also empty it. */
export const billingDatabase = connectAsAdmin(process.env.BILLING_DATABASE_NAME);

export const orders = (userPrefix: string) =>
  billingDatabase<{ user_id: string; message_id: string }[]>`
    select user_id, message_id from orders where starts_with(user_id, ${userPrefix}) order by id`;

/** Waits until the gateway, and with it what it depends on, is healthy, and billing too. */
export const healthy = () =>
  until(
    'the platform to be healthy',
    async () =>
      (await gateway('GET', '/health')).status === 200 && (await fetch(`http://127.0.0.1:${process.env.BILLING_PORT}/health`)).ok,
    60,
  );

/** A user id that no other test has, to find its orders by. */
export const newUser = (name: string) => `${name}-${crypto.randomUUID().slice(0, 8)}-`;
