import { expect, test } from 'bun:test';
import { run } from '../support/run.ts';

const faultsOf = (command: string[], env: Record<string, string>) =>
  run(command, env).then(
    () => 'it started',
    (error: Error) => error.message,
  );

test('a service names all invalid settings in one message and exits with 1', async () => {
  const message = await faultsOf(['bun', 'gateway/server.ts'], {
    GATEWAY_PORT: 'abc',
    RABBITMQ_QUEUE: '',
    LOG_LEVEL: 'loud',
    STOP_TIMEOUT_MS: '-1',
  });
  expect(message).toContain('exited with 1');
  for (const fault of [
    'GATEWAY_PORT: "abc" is not a whole number from 1 to 65535',
    'RABBITMQ_QUEUE: is missing',
    'LOG_LEVEL: "loud" is none of trace, debug, info, warn, error, silent',
    'STOP_TIMEOUT_MS: "-1" is not a whole number from 100 to 600000',
  ]) {
    expect(message).toContain(fault);
  }
});

test('up.sh names the invalid settings of all services in one message', async () => {
  const message = await faultsOf(['scripts/up.sh'], {
    INVENTORY_PORT: '0',
    BILLING_PREFETCH: 'many',
    POSTGRES_HOST: '',
    RABBITMQ_URL: 'http://x',
  });
  expect(message).toContain('exited with 1');
  for (const name of ['INVENTORY_PORT', 'BILLING_PREFETCH', 'POSTGRES_HOST', 'RABBITMQ_URL'])
    expect(message.split(`  ${name}: `)).toHaveLength(2);
});

test('a URL replaces the settings of its parts, and error messages do not show it', async () => {
  const secret = await faultsOf(['bun', 'billing/config.ts'], { BILLING_DATABASE_URL: 'mysql://u:secret@h/db' });
  expect(secret).toContain('BILLING_DATABASE_URL: is not a URL that begins with postgres:// or postgresql://');
  expect(secret).not.toContain('secret');
  const urls = await run(['scripts/up.sh', '--urls'], {
    BILLING_DATABASE_URL: 'postgres://a:b@db.example/orders',
    RABBITMQ_URL: 'amqp://mq.example',
  });
  expect(urls).toContain('BILLING_DATABASE_URL=postgres://a:b@db.example/orders\n');
  expect(urls).toContain('RABBITMQ_URL=amqp://mq.example\n');
});

test('a second up.sh restarts no app', async () => {
  const before = await run(['scripts/pm2.sh', 'jlist']);
  await run(['scripts/up.sh']);
  const pids = (list: string) => [...list.matchAll(/"pid":(\d+)/g)].map(([, pid]) => pid);
  expect(pids(await run(['scripts/pm2.sh', 'jlist']))).toEqual(pids(before));
});
