// The running platform: its URLs and clients, the database of orders, and commands that stop and start its parts.
import { createClient } from '@matinee/client';
import { connectAsAdmin } from './database.ts';
import { type Answer, client } from './http.ts';
import { type Conformance, createConformance } from './openapi.ts';
import { run } from './run.ts';
import { until } from './wait.ts';

const lines = (await run(['scripts/up.sh', '--urls'])).trim().split('\n');
export const urls = Object.fromEntries(
  lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
);

const url = urls.GATEWAY_URL ?? '';
const call = client(url);
let conformance: Conformance | undefined;

/** @throws if a response of the gateway departs from its OpenAPI document */
const check = async (...[method, path, answer]: Parameters<Conformance>) => {
  conformance ??= createConformance((await call('GET', '/swagger/json')).body as never);
  // /swagger is not part of the document.
  const faults = path.startsWith('/swagger') ? [] : conformance(method, path, answer);
  if (faults.length > 0) throw new Error(faults.join('\n'));
};

/** Sends any method, path and body, and checks the response against the OpenAPI document. */
export const gateway: typeof call = async (method, path, ...rest): Promise<Answer> => {
  const answer = await call(method, path, ...rest);
  await check(method, path, answer);
  return answer;
};

/** The typed client of the gateway. It checks every response against the OpenAPI document. */
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

/** As administrator: billing's own role may not change or delete orders. */
export const billingDatabase = connectAsAdmin(process.env.BILLING_DATABASE_NAME);

export const orders = (userPrefix: string) =>
  billingDatabase<{ user_id: string; message_id: string }[]>`
    select user_id, message_id from orders where starts_with(user_id, ${userPrefix}) order by id`;

/** Waits until the gateway with its dependencies and billing are healthy. */
export const healthy = () =>
  until(
    'the platform to be healthy',
    async () =>
      (await api.GET('/health')).response.status === 200 &&
      (await fetch(`http://127.0.0.1:${process.env.BILLING_PORT}/health`)).ok,
    60,
  );

/** A unique prefix of user ids, to find a test's orders by. */
export const newUser = (name: string) => `${name}-${crypto.randomUUID().slice(0, 8)}-`;
