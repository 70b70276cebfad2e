import { beforeAll, test } from 'bun:test';
import { freePort } from '../support/free-port.ts';
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

test('the Postman collection passes with an API key, on a gateway that requires one', async () => {
  const scopes = 'movies:read,movies:write,billing:read,billing:write,tokens';
  const made = await run(['bun', 'gateway/api-keys/cli.ts', 'new', '--name', 'collection', '--scopes', scopes]);
  const [key, entry] = [/mk_\S+/, /(?<=API_KEYS=)\S+/].map((pattern) => pattern.exec(made)?.[0] ?? '');
  const port = await freePort();
  const gateway = start(['bun', 'gateway/server.ts'], { GATEWAY_PORT: String(port), API_KEYS: entry ?? '' });
  try {
    await gateway.line(/"msg":"listening"/);
    const url = `http://127.0.0.1:${port}`;
    await until('the gateway to be healthy', async () => (await fetch(`${url}/health`)).ok, 30);
    await runCollection(url, key);
  } finally {
    gateway.kill('SIGTERM');
    await gateway.exited;
  }
});
