import { beforeAll, expect, test } from 'bun:test';
import { access, constants, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { healthy, newUser, orders } from '../support/platform.ts';
import { run } from '../support/run.ts';
import { until } from '../support/wait.ts';

const root = join(import.meta.dir, '../..');
const isExecutable = (path: string) =>
  access(join(root, path), constants.X_OK).then(
    () => true,
    () => false,
  );
// Those of scripts/containers/stand-ins run inside images.
const paths = ['matinee', ...(await Array.fromAsync(new Bun.Glob('scripts/**/*.sh').scan(root)))]
  .filter((path) => !path.includes('/stand-ins/'))
  .sort();
const scripts = (await Promise.all(paths.map(async (path) => ((await isExecutable(path)) ? path : '')))).filter(Boolean);

const runAnyway = async (command: string[], cwd = root) => {
  const child = Bun.spawn(command, { cwd, stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' });
  const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  return { out, err, code };
};

beforeAll(healthy);

test('each script prints its usage for -h and --help', async () => {
  expect(scripts.length).toBeGreaterThan(20);
  for (const script of scripts) {
    for (const option of ['-h', '--help']) {
      const { out, code } = await runAnyway([join(root, script), option]);
      expect([script, option, code, /^Usage: /m.test(out)]).toEqual([script, option, 0, true]);
    }
  }
});

// pm2.sh passes all arguments to PM2.
test.each(scripts.filter((script) => script !== 'scripts/pm2.sh'))('%s refuses an unknown option', async (script) => {
  const { err, code } = await runAnyway([join(root, script), '--no-such-option']);
  expect([code, err.includes('Usage: ')]).toEqual([2, true]);
});

test('publish.sh publishes an order as another publisher would', async () => {
  const user = newUser('publish');
  await run(['scripts/publish.sh', JSON.stringify({ user_id: user, number_of_items: '5', total_amount: '180' })]);
  await until('the order to be stored', async () => (await orders(user)).length === 1, 30);
  expect((await orders(user))[0]?.message_id).toBeNull();
});

/** The addresses at which a process listens on a port, in the kernel's hexadecimal. */
const listenersOn = async (port: number) => {
  const lines = (await Bun.file('/proc/net/tcp').text()) + (await Bun.file('/proc/net/tcp6').text());
  const suffix = port.toString(16).toUpperCase().padStart(4, '0');
  return [...lines.matchAll(/^ *\d+: (\w+):(\w{4}) \w+:0000 0A /gm)]
    .filter((match) => match[2] === suffix)
    .map((match) => match[1]);
};

test("RabbitMQ's management UI answers, on loopback only", async () => {
  const { RABBITMQ_MANAGEMENT_PORT: port, RABBITMQ_USER: user, RABBITMQ_PASSWORD: password } = process.env;
  const headers = { Authorization: `Basic ${btoa(`${user}:${password}`)}` };
  const response = await fetch(`http://127.0.0.1:${port}/api/overview`, { headers });
  expect(response.status).toBe(200);
  expect(await listenersOn(Number(port))).toEqual(['0100007F']);
});

test('matinee runs from any folder, by its checkout’s settings', async () => {
  const folder = await mkdtemp(`${tmpdir()}/matinee-`);
  try {
    await Bun.write(`${folder}/.env`, 'BILLING_PORT=none\n');
    const { out, code } = await runAnyway([`${root}/matinee`, 'sql', 'billing', 'select 1 as one'], folder);
    expect([code, out.includes('one')]).toEqual([0, true]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('docs/settings.md describes every setting of .env', async () => {
  await run(['bun', 'scripts/settings.ts', '--check']);
});
