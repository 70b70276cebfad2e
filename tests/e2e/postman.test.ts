import { beforeAll, test } from 'bun:test';
import { healthy, urls } from '../support/platform.ts';
import { start } from '../support/process.ts';
import { run } from '../support/run.ts';
import { until } from '../support/wait.ts';

beforeAll(healthy);

const runCollection = (gateway: string, apiKey = '') =>
  run([
    'bun',
    'node_modules/newman/bin/newman.js',
    'run',
    'postman/matinee.postman_collection.json',
    '--environment',
    'postman/local.postman_environment.json',
    '--env-var',
    `gatewayUrl=${gateway}`,
    '--env-var',
    `apiKey=${apiKey}`,
    '--reporter-cli-no-banner',
    '--timeout-request',
    '10000',
  ]);

test('the Postman collection passes against the running platform', async () => {
  await runCollection(urls.GATEWAY_URL ?? '');
});

test('and, with a key in its environment, at a gateway that asks for one', async () => {
  const scopes = 'movies:read,movies:write,billing:read,billing:write,tokens';
  const made = await run(['bun', 'gateway/api-keys/cli.ts', 'new', '--name', 'collection', '--scopes', scopes]);
  const [key, entry] = [/mk_\S+/, /(?<=API_KEYS=)\S+/].map((pattern) => pattern.exec(made)?.[0] ?? '');
  const port = (await run(['bun', 'scripts/free-ports.ts', '1'])).trim();
  const gateway = start(['bun', 'gateway/server.ts'], { GATEWAY_PORT: port, API_KEYS: entry ?? '' });
  try {
    await gateway.line(/"msg":"listening"/);
    const url = `http://127.0.0.1:${port}`;
    await until('its health', async () => (await fetch(`${url}/health`)).ok, 30);
    await runCollection(url, key);
  } finally {
    gateway.kill('SIGTERM');
    await gateway.exited;
  }
});
