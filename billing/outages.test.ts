// Faults of the database and the broker. Transient faults delay orders; no fault loses an order.
import { afterEach, beforeEach, expect, test } from 'bun:test';
import { createBilling } from '@matinee/tests/support/billing';
import { clearMemoryAlarm, raiseMemoryAlarm } from '@matinee/tests/support/memory-alarm';
import { run } from '@matinee/tests/support/run';
import { until } from '@matinee/tests/support/wait';

let billing: Awaited<ReturnType<typeof createBilling>>;
beforeEach(async () => {
  billing = await createBilling();
});
afterEach(async () => {
  await clearMemoryAlarm();
  await billing.end();
});

const order = (user: string | number) => JSON.stringify({ user_id: user, number_of_items: 1, total_amount: 1 });
const stored = (count: number, seconds?: number) =>
  until(`${count} orders`, async () => (await billing.users()).length === count, seconds);
const rejections = async () => (await billing.admin`select message_id from rejections`).length;

/** Ready and unacknowledged messages. */
const messagesIn = async (queue: string) => {
  const lists = await run([
    'scripts/services.sh',
    'rabbitmqctl',
    '--quiet',
    'list_queues',
    '-p',
    process.env.RABBITMQ_VHOST ?? '/',
    'name',
    'messages',
  ]);
  return Number(new RegExp(`^${queue}\\s+(\\d+)$`, 'm').exec(lists)?.[1]);
};

test('during a memory alarm orders are stored and acknowledged, and no rejection is stored twice', async () => {
  const { rabbit, queues } = billing;
  for (let i = 0; i < 20; i++) {
    await rabbit.send(queues.orders.name, order(i), { messageId: `good ${i}` });
    if (i % 4 === 0) await rabbit.send(queues.orders.name, 'not an order', { messageId: `bad ${i}` });
  }
  await raiseMemoryAlarm();
  await billing.start();
  await stored(20);
  await until('the rejections', async () => (await rejections()) === 5);
  // Long enough for several attempts.
  await Bun.sleep(3000);
  expect(await rejections()).toBe(5);
  await billing.kill('SIGKILL');
  await until('the unacknowledged messages to return', async () => (await rabbit.depth(queues.orders.name)) > 0);
  expect(await rabbit.depth(queues.orders.name)).toBe(5);

  await billing.start();
  await clearMemoryAlarm();
  await until('the dead letters', async () => (await rabbit.depth(queues.dead.name)) >= 5);
  // A message between two attempts would return to the queue at the stop.
  await until('every message to be acknowledged', async () => (await messagesIn(queues.orders.name)) === 0);
  expect(await rejections()).toBe(5);
  await billing.kill('SIGINT');
  expect([await rabbit.depth(queues.orders.name), (await billing.users()).length]).toEqual([0, 20]);
});

test('blocked status requests do not block the storing of orders', async () => {
  const { rabbit, queues, admin } = billing;
  await billing.start();
  await admin.begin(async (sql) => {
    // Blocks the status query.
    await sql`lock table rejections in access exclusive mode`;
    for (let i = 0; i < 1000; i++) {
      const properties = { replyTo: 'nobody', correlationId: 'x' };
      rabbit.channel.sendToQueue(queues.status.name, Buffer.from(JSON.stringify({ id: `unknown ${i}` })), properties);
    }
    await rabbit.channel.waitForConfirms();
    await rabbit.send(queues.orders.name, order('meanwhile'));
    await until('the order', async () => (await sql`select from orders`).length === 1, 5);
    expect((await billing.health()).checks.postgresql?.[0].status).toBe('ok');
    expect(await rabbit.depth(queues.status.name)).toBeGreaterThanOrEqual(900);
  });
  await until('the status requests to be answered', async () => (await rabbit.depth(queues.status.name)) === 0);
});

test('a permanent database error is reported by health and logged once; orders are stored after it is fixed', async () => {
  const { rabbit, queues, admin, user } = billing;
  await billing.start();
  await admin.unsafe(`revoke insert on orders from ${user}`);
  await rabbit.send(queues.orders.name, order('refused'), { messageId: 'refused' });
  const output = await until('health to report it', async () => {
    const { status, checks } = await billing.health();
    const text = checks.orders?.[0].output ?? '';
    return status === 'fail' && Number(/(\d+) attempts/.exec(text)?.[1]) >= 5 && text;
  });
  expect(output).toMatch(/^orders cannot be stored: \d+ attempts failed in \d+ s, the last with 42501$/);
  expect(billing.log.filter(({ level }) => level !== 'info')).toEqual([
    expect.objectContaining({ level: 'error', msg: 'orders cannot be stored' }),
  ]);
  await admin.unsafe(`grant insert on orders to ${user}`);
  await stored(1, 8);
  expect((await billing.health()).status).toBe('ok');
  expect(await rabbit.depth(queues.dead.name)).toBe(0);
});
