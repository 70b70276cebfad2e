import { afterEach, beforeEach, expect, test } from 'bun:test';
import { deadLetterHeaders, orderQueues } from '@matinee/contracts/queues';
import { openBroker } from '@matinee/tests/support/queue';
import { startTcpProxy, through } from '@matinee/tests/support/tcp-proxy';

let rabbit: Awaited<ReturnType<typeof openBroker>>;
let queues: ReturnType<typeof orderQueues>;

beforeEach(async () => {
  rabbit = await openBroker();
  queues = orderQueues(rabbit.queue, 'classic');
  for (const { name, options } of [queues.orders, queues.dead]) await rabbit.channel.assertQueue(name, options);
  for (const [id, reason] of [
    ['a', 'the message is empty'],
    ['b', 'total_amount: is wrong'],
    ['c', 'Total_amount: is missing'],
  ] as const) {
    const headers = { [deadLetterHeaders.reason]: reason, [deadLetterHeaders.at]: '2026-11-21T12:00:00.000Z', own: 'kept' };
    await rabbit.send(queues.dead.name, `body of ${id}`, { messageId: id, headers, contentType: 'text/plain' });
  }
});
afterEach(() => rabbit.close(queues.orders.name, queues.dead.name));

/** Runs the command with an answer to its confirmation. */
const command = async (args: string[], answer = '') => {
  const child = Bun.spawn(['bun', 'run', '--silent', 'dead-letters', ...args], {
    cwd: import.meta.dir,
    env: { ...process.env, RABBITMQ_QUEUE: rabbit.queue },
    stdin: Buffer.from(answer),
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  return { out, err, code };
};
const ids = async (...args: string[]) =>
  (JSON.parse((await command(['list', '--format', 'json', ...args])).out) as { id: string }[]).map(({ id }) => id);

test('list shows all or the matching dead letters, and removes none', async () => {
  expect(await ids()).toEqual(['a', 'b', 'c']);
  expect(await ids('--reason', 'total_AMOUNT')).toEqual(['b', 'c']);
  expect(await ids('--id', 'b', '--reason', 'empty')).toEqual([]);
  expect((await command(['list'])).out).toContain('a  2026-11-21T12:00:00.000Z  9 bytes  the message is empty');
  expect(await rabbit.depth(queues.dead.name)).toBe(3);
});

test('show prints a dead letter in full, and fails for an unknown id', async () => {
  const { out } = await command(['show', '--id', 'b', '--format', 'json']);
  expect(JSON.parse(out)).toEqual([
    expect.objectContaining({
      id: 'b',
      body: 'body of b',
      content_type: 'text/plain',
      headers: expect.objectContaining({ own: 'kept' }),
    }),
  ]);
  expect(await command(['show', '--id', 'x'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('No dead letter has the id x.'),
  });
  expect((await command(['show'])).code).toBe(2);
});

test('replay moves a message back unchanged, and keeps the others', async () => {
  expect((await command(['replay', '--id', 'b'])).out).toBe('Replayed 1.\n');
  expect(await ids()).toEqual(['a', 'c']);
  const message = await rabbit.take(queues.orders.name);
  expect(message?.content.toString()).toBe('body of b');
  expect(message?.properties).toMatchObject({ messageId: 'b', contentType: 'text/plain', deliveryMode: 2 });
  expect(message?.properties.headers).toEqual({ own: 'kept' });
  expect((await command(['replay', '--id', 'b'])).code).toBe(1);
});

test('a replay without a queue of orders removes nothing', async () => {
  await rabbit.channel.deleteQueue(queues.orders.name);
  expect((await command(['replay'])).code).not.toBe(0);
  expect(await ids()).toEqual(['a', 'b', 'c']);
  await rabbit.channel.assertQueue(queues.orders.name, queues.orders.options);
});

test('purge asks for a confirmation, and deletes only matching dead letters', async () => {
  expect((await command(['purge', '--reason', 'amount'], 'n\n')).code).toBe(1);
  expect(await ids()).toEqual(['a', 'b', 'c']);
  expect((await command(['purge', '--reason', 'amount'], 'y\n')).out).toContain('Deleted 2.');
  expect(await ids()).toEqual(['a']);
  expect((await command(['purge', '--yes'])).out).toBe('Deleted 1.\n');
  expect((await command(['list'])).out).toBe('No dead letters.\n');
});

test('unknown commands and options print the usage', async () => {
  for (const args of [['wipe'], [], ['list', '--colour'], ['list', '--format', 'xml'], ['list', 'b']]) {
    const { code, err } = await command(args);
    expect([args, code, err.includes('./matinee dead-letters list')]).toEqual([args, 2, true]);
  }
  expect((await command(['--help'])).code).toBe(0);
});

/** Runs `purge`, and confirms it after `before`. */
const purgeSlowly = async (url: string, before: () => void | Promise<void>) => {
  const child = Bun.spawn(['bun', 'run', '--silent', 'dead-letters', 'purge', '--reason', 'amount'], {
    cwd: import.meta.dir,
    env: { ...process.env, RABBITMQ_QUEUE: rabbit.queue, RABBITMQ_URL: url },
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const said = new TextDecoder();
  let out = '';
  const reader = child.stdout.getReader();
  const read = async () => {
    const { value, done } = await reader.read();
    out += said.decode(value);
    return !done;
  };
  while (!out.includes('for good?') && (await read()));
  await before();
  child.stdin.write('y\n');
  await child.stdin.end();
  while (await read());
  return { out, code: await child.exited };
};

test('purge reports deletions only after RabbitMQ has processed them', async () => {
  const { hostname, port } = new URL(rabbit.url);
  const proxy = await startTcpProxy(hostname, Number(port));
  const { out, code } = await purgeSlowly(through(proxy, rabbit.url), proxy.freeze);
  proxy.close();
  expect([out.includes('Deleted'), code]).toEqual([false, 1]);
  expect(await ids()).toEqual(['a', 'b', 'c']);
}, 60_000);

test('a slow confirmation of purge misses no heartbeat, and dead letters that arrive meanwhile are kept', async () => {
  const { out, code } = await purgeSlowly(`${rabbit.url}?heartbeat=1`, async () => {
    // All dead letters are back in the queue during the confirmation.
    expect(await rabbit.depth(queues.dead.name)).toBe(3);
    const headers = { [deadLetterHeaders.reason]: 'amount, later', [deadLetterHeaders.at]: '2026-11-21T13:00:00.000Z' };
    await rabbit.send(queues.dead.name, 'body of d', { messageId: 'd', headers });
    await Bun.sleep(4000);
  });
  expect([out.includes('Deleted 2.'), code]).toEqual([true, 0]);
  expect(await ids()).toEqual(['a', 'd']);
}, 60_000);
