// The running platform as its user sees it: URLs, the two databases, and the commands that stop and start its parts.
import { createClient } from '@matinee/client';
import { connectAsAdmin } from './database.ts';
import { type Answer, client } from './http.ts';
import { type Answered, type Conformance, createConformance } from './openapi.ts';
import { run } from './run.ts';
import { until } from './wait.ts';

const lines = (await run(['scripts/up.sh', '--urls'])).trim().split('\n');
export const urls = Object.fromEntries(
  lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
);

const url = urls.GATEWAY_URL ?? '';
const call = client(url);
let judge: Conformance | undefined;

/** @throws with how an answer of the gateway departs from its OpenAPI document */
const check = async (method: string, path: string, answer: Answered) => {
  judge ??= createConformance((await call('GET', '/swagger/json')).body as never);
  // The documentation does not document itself.
  const faults = path.startsWith('/swagger') ? [] : judge(method, path, answer);
  if (faults.length > 0) throw new Error(faults.join('\n'));
};

/** Sends what the typed client would not: any method, path and body. Its answers are checked as well. */
export const gateway: typeof call = async (method, path, ...rest): Promise<Answer> => {
  const answer = await call(method, path, ...rest);
  await check(method, path, answer);
  return answer;
};

/** The typed client of the gateway. Every answer must be one that its OpenAPI document promises. */
export const api = createClient({
  url,
  fetch: async (request) => {
    const response = await fetch(request);
    const { status, headers } = response;
    await check(request.method, request.url.slice(url.length), { status, headers, text: await response.clone().text() });
    return response;
  },
});
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
      (await api.GET('/health')).response.status === 200 &&
      (await fetch(`http://127.0.0.1:${process.env.BILLING_PORT}/health`)).ok,
    60,
  );

/** A user id that no other test has, to find its orders by. */
export const newUser = (name: string) => `${name}-${crypto.randomUUID().slice(0, 8)}-`;
