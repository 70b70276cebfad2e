// The gateway as a process: how it stops, how another takes over, and what it reads again while it runs.
import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { freePort } from '@matinee/tests/support/free-port';
import { client } from '@matinee/tests/support/http';
import { type Running, start } from '@matinee/tests/support/process';
import { connectRaw, parseMessage, type RawUpstream, startRawUpstream } from '@matinee/tests/support/raw-http';
import { run } from '@matinee/tests/support/run';
import { until } from '@matinee/tests/support/wait';
import { hashKey } from './api-keys/api-keys.ts';

let upstream: RawUpstream;
let folder: string;
let port: number;
const running: Running[] = [];
const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

beforeAll(async () => {
  upstream = await startRawUpstream();
  folder = await mkdtemp(`${tmpdir()}/matinee-`);
});
afterEach(() => {
  for (const process of running.splice(0)) process.kill('SIGKILL');
});
afterAll(async () => {
  upstream.close();
  await rm(folder, { recursive: true });
});

/** A gateway of its own in front of the test's upstream. */
const startServer = async (env: Record<string, string> = {}, says = /"msg":"listening"/): Promise<Running> => {
  const server = start(['bun', 'gateway/server.ts'], {
    GATEWAY_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    INVENTORY_HOST: '127.0.0.1',
    INVENTORY_PORT: String(upstream.port),
    LOG_LEVEL: 'info',
    DRAIN_GRACE_MS: '300',
    ...env,
  });
  running.push(server);
  await server.line(says);
  if (!says.test('"msg":"listening"')) await server.line(/"msg":"listening"/);
  return server;
};

test('asked to stop it says so first, finishes requests in flight, accepts no new ones, and is gone', async () => {
  port = await freePort();
  const call = client(`http://127.0.0.1:${port}`);
  const server = await startServer({ DRAIN_GRACE_MS: '500' });
  let answer = () => {};
  upstream.reply((socket, request) => {
    // Health asks the upstream as well.
    if (request.startsWith('GET /health')) socket.write(ok);
    else answer = () => void socket.write(ok);
  });
  const inFlight = await connectRaw(port);
  inFlight.write('GET /api/movies HTTP/1.1\r\nHost: gw\r\n\r\n');
  await until('the request upstream', () => upstream.received() !== '');
  const kept = await connectRaw(port);
  kept.write('GET /health/live HTTP/1.1\r\nHost: gw\r\n\r\n');
  await kept.expect(/200 OK/);
  expect(kept.received()).not.toContain('Connection: close');
  server.kill('SIGTERM');
  // Still served, and told to leave.
  const health = await until('health to say so', async () => {
    const said = await call('GET', '/health');
    return said.status === 503 && said;
  });
  expect(health.body).toMatchObject({ status: 'fail', checks: { gateway: [{ output: 'is about to stop' }] } });
  expect(health.headers.get('connection')).toBe('close');
  expect((await call('GET', '/nothing')).headers.get('connection')).toBe('close');
  await until('the port to be closed', async () => {
    const refused = await connectRaw(port).then(
      (late) => late.leave(),
      () => true,
    );
    return refused === true;
  });
  // Idle connections end while a request is still in flight.
  await kept.closed();
  answer();
  expect(await inFlight.closed()).toMatch(/^HTTP\/1.1 200 OK\r\n.*Connection: close\r\n.*ok$/s);
  expect(await server.exited).toBe(0);
});

test('one that is restarted beside another on the same port fails no request', async () => {
  port = await freePort();
  upstream.reply(ok);
  // Long enough for each user's next request on a busy machine: its response says to leave.
  const shared = { GATEWAY_REUSE_PORT: 'yes', DRAIN_GRACE_MS: '1500' };
  let [first, second] = [await startServer(shared), await startServer(shared)];
  const failures: string[] = [];
  let answered = 0;
  let ended = false;
  /** Keeps its connection as long as the gateway lets it, and opens another when it is told to. */
  const user = async () => {
    let connection = await connectRaw(port);
    while (!ended) {
      const from = connection.received().length;
      connection.write('GET /api/movies/1 HTTP/1.1\r\nHost: gw\r\n\r\n');
      const whole = await until(
        'an answer',
        () => /\r\n\r\nok$/.test(connection.received().slice(from)) || (connection.isClosed() && 'closed'),
        5,
      );
      const answer = connection.received().slice(from);
      if (whole === 'closed' || !answer.startsWith('HTTP/1.1 200 ')) failures.push(answer.slice(0, 100) || 'no answer');
      answered += 1;
      if (answer.includes('Connection: close') || connection.isClosed()) {
        connection.leave();
        connection = await connectRaw(port).catch((error: Error) => {
          failures.push(error.message);
          return connection;
        });
      }
    }
    connection.leave();
  };
  const users = Array.from({ length: 16 }, user);
  for (const restart of [1, 2, 3]) {
    const before = answered;
    await until('requests', () => answered > before + 100);
    first.kill('SIGTERM');
    expect([restart, await first.exited]).toEqual([restart, 0]);
    [first, second] = [second, await startServer(shared)];
  }
  ended = true;
  await Promise.all(users);
  expect(failures).toEqual([]);
  expect(answered).toBeGreaterThan(300);
}, 30_000);

test('SIGHUP reads the API keys again, and keeps the old ones when the new ones are none', async () => {
  port = await freePort();
  upstream.reply(ok);
  const call = client(`http://127.0.0.1:${port}`);
  const settings = await Bun.file(`${import.meta.dir}/../.env`).text();
  const write = (keys: string) => Bun.write(`${folder}/env`, settings.replace(/^API_KEYS=.*$/m, `API_KEYS=${keys}`));
  const ask = async (key: string) => (await call('GET', '/api/movies', undefined, { 'x-api-key': key })).status;
  const one = `web:${hashKey('mk_one')}:movies:read`;
  const two = `web:${hashKey('mk_two')}:movies:read`;
  await write(one);
  // Scripts hand the file's settings on through the environment, as they do to the processes under PM2.
  const server = await startServer({ MATINEE_ENV_FILE: `${folder}/env`, API_KEYS: one });
  expect([await ask('mk_one'), await ask('mk_two')]).toEqual([200, 401]);
  await write(`${one},${two}`);
  server.kill('SIGHUP');
  await server.line(/read the API keys/);
  expect([await ask('mk_one'), await ask('mk_two')]).toEqual([200, 200]);
  await write('nonsense');
  server.kill('SIGHUP');
  expect(await server.line(/kept the API keys/)).toContain('API_KEYS: entry 1 is not of the form');
  await write(two);
  server.kill('SIGHUP');
  await server.line(/read the API keys/);
  expect([await ask('mk_one'), await ask('mk_two')]).toEqual([401, 200]);
});

test('TLS: SIGHUP changes the certificate for new connections', async () => {
  port = await freePort();
  upstream.reply(ok);
  const [cert, key] = [`${folder}/cert.pem`, `${folder}/key.pem`];
  const certify = (name: string) =>
    run([
      'openssl',
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '1',
      '-subj',
      `/CN=${name}`,
      '-addext',
      'subjectAltName=DNS:localhost',
      '-keyout',
      key,
      '-out',
      cert,
    ]);
  await certify('first');
  const server = await startServer({ GATEWAY_TLS_CERT: cert, GATEWAY_TLS_KEY: key });
  const ask = async (path = '/api/movies') => {
    const response = await fetch(`https://127.0.0.1:${port}${path}`, { tls: { rejectUnauthorized: false }, keepalive: false });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const subject = async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const socket = await Bun.connect({
      hostname: '127.0.0.1',
      port,
      tls: { rejectUnauthorized: false },
      socket: { handshake: (tls) => resolve(String(tls.getPeerCertificate()?.subject?.CN)), data: () => {} },
    });
    const name = await promise;
    socket.end();
    return name;
  };
  expect(await ask()).toMatchObject({ status: 200, text: 'ok' });
  expect(parseMessage(upstream.received()).fields['x-forwarded-proto']).toBe('https');
  expect((await ask('/health/live')).headers.get('strict-transport-security')).toBe('max-age=31536000');
  expect(await subject()).toBe('first');
  // A host of fewer than three letters would be taken for a part of the path.
  const short = await fetch(`https://127.0.0.1:${port}/api/movies`, {
    tls: { rejectUnauthorized: false },
    headers: { host: 'gw' },
  });
  expect(short.status).toBe(400);
  // One that is open stays so, with the certificate that it has.
  const kept = await fetch(`https://127.0.0.1:${port}/health/live`, { tls: { rejectUnauthorized: false } });
  await certify('second');
  server.kill('SIGHUP');
  await server.line(/read the API keys/);
  await until('the new certificate', async () => (await subject()) === 'second');
  expect(await kept.json()).toEqual({ status: 'ok' });
  expect((await ask()).status).toBe(200);
  await Bun.write(key, 'nonsense');
  server.kill('SIGHUP');
  expect(await server.line(/kept the API keys/)).toContain('GATEWAY_TLS_KEY: is not the private key');
  expect((await ask()).status).toBe(200);
}, 20_000);

test('a proxy of the environment has no part in forwarding', async () => {
  port = await freePort();
  upstream.reply(ok);
  const proxy = 'http://127.0.0.1:1';
  await startServer({ HTTP_PROXY: proxy, http_proxy: proxy, NO_PROXY: '', no_proxy: '' });
  // Of the test's own: it has no proxy.
  const client = await connectRaw(port);
  client.write('GET /api/movies HTTP/1.1\r\nHost: gw\r\nConnection: close\r\n\r\n');
  expect(await client.closed()).toMatch(/^HTTP\/1.1 200 /);
});

test('a limit of fetch below the limit of requests in flight is said, and kept', async () => {
  port = await freePort();
  const server = await startServer({ BUN_CONFIG_MAX_HTTP_REQUESTS: '2', GATEWAY_REQUESTS_IN_HAND: '100' }, /"limit":2/);
  upstream.reply(() => {});
  const waiting = [await connectRaw(port), await connectRaw(port)];
  for (const client of waiting) client.write('GET /api/movies HTTP/1.1\r\nHost: gw\r\n\r\n');
  await until('both upstream', () => upstream.received().split('GET /api/movies').length === 3);
  const refused = await connectRaw(port);
  refused.write('GET /api/movies HTTP/1.1\r\nHost: gw\r\nConnection: close\r\n\r\n');
  expect(await refused.closed()).toMatch(/^HTTP\/1.1 503 /);
  for (const client of waiting) client.leave();
  server.kill('SIGKILL');
});

test('settings of the gateway that are wrong are all named', async () => {
  const said = await run(['bun', 'gateway/server.ts'], {
    API_KEYS: 'x',
    RATE_LIMIT: 'lots',
    RATE_LIMIT_STORE: 'http://secret@x',
    TRUSTED_PROXIES: 'nobody',
    CORS_ORIGINS: 'app.example',
    GATEWAY_TLS_CERT: '/nowhere',
    GATEWAY_REUSE_PORT: 'maybe',
  }).then(
    () => 'it started',
    (error: Error) => error.message,
  );
  for (const name of [
    'API_KEYS',
    'RATE_LIMIT',
    'RATE_LIMIT_STORE',
    'TRUSTED_PROXIES',
    'CORS_ORIGINS',
    'GATEWAY_TLS_CERT',
    'GATEWAY_REUSE_PORT',
  ])
    expect(said).toContain(`  ${name}: `);
  expect(said).not.toContain('secret');
});
