import { beforeAll, test } from 'bun:test';
import { run } from '@matinee/testing/run';
import { healthy, urls } from './platform.ts';

beforeAll(healthy);

test('the Postman collection passes against the running platform', async () => {
  await run([
    'bun',
    'node_modules/newman/bin/newman.js',
    'run',
    'postman/matinee.postman_collection.json',
    '--environment',
    'postman/local.postman_environment.json',
    '--env-var',
    `gatewayUrl=${urls.GATEWAY_URL}`,
    '--reporter-cli-no-banner',
    '--timeout-request',
    '10000',
  ]);
});
