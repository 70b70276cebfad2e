// Limits that several gateways share, in a real Redis or Valkey. scripts/test.sh says where one is (REDIS_SERVER).
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { freePort } from '@matinee/tests/support/free-port';
import { startGateway } from '@matinee/tests/support/gateway';
import { client } from '@matinee/tests/support/http';
import { type Running, start } from '@matinee/tests/support/process';
import { skipIf } from '@matinee/tests/support/skip';
import { until } from '@matinee/tests/support/wait';

const server = process.env.REDIS_SERVER;
const { describe } = skipIf(
  server ? '' : 'the tests of limits in Redis need redis-server or valkey-server. Install one of them.',
);

describe('limits in Redis', () => {
  let redis: Running;
  let port: string;
  const gateways: ReturnType<typeof startGateway>[] = [];
  const startRedis = async () => {
    redis = start([server ?? '', '--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']);
    await redis.line(/Ready to accept connections/);
  };

  beforeAll(async () => {
    port = String(await freePort());
    await startRedis();
  });
  afterAll(() => {
    for (const gateway of gateways) gateway.stop();
    redis.kill('SIGKILL');
  });

  const another = (rateLimit: string) => {
    const gateway = startGateway({ rateLimit, store: `redis://127.0.0.1:${port}` });
    gateways.push(gateway);
    const call = client(gateway.url);
    // Its own 404: whoever is behind does not matter here.
    return () => call('GET', '/api/nothing');
  };

  test('two gateways count together, let pass while it is away, and count again when it is back', async () => {
    const [one, other] = [another('4/60'), another('4/60')];
    await until('both to count', async () => (await one()).headers.has('ratelimit') && (await other()).headers.has('ratelimit'));
    await until('the limit', async () => (await one()).status === 429);
    const refused = await other();
    expect([refused.status, refused.headers.get('ratelimit')]).toEqual([429, expect.stringMatching(/^"api";r=0;t=\d+$/)]);
    redis.kill('SIGKILL');
    await redis.exited;
    await until('requests to pass', async () => (await one()).status === 404);
    const began = performance.now();
    for (let i = 0; i < 10; i++) expect((await other()).status).toBe(404);
    expect(performance.now() - began).toBeLessThan(1000);
    await startRedis();
    await until('it to count again', async () => (await one()).headers.has('ratelimit'));
  });

  test('one that hangs holds no request up for long', async () => {
    const call = another('100/60');
    await until('it to count', async () => (await call()).headers.has('ratelimit'));
    redis.kill('SIGSTOP');
    const began = performance.now();
    expect((await call()).status).toBe(404);
    expect(performance.now() - began).toBeLessThan(1000);
    redis.kill('SIGCONT');
  });
});
