// Messages that RabbitMQ accepts but amqplib cannot encode again, or cannot decode.
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { deadLetterHeaders } from '@matinee/contracts/queues';
import { createBilling } from '@matinee/tests/support/billing';
import { field, publishRaw, type RawProperties } from '@matinee/tests/support/raw-amqp';
import { until } from '@matinee/tests/support/wait';

let billing: Awaited<ReturnType<typeof createBilling>>;
beforeAll(async () => {
  billing = await createBilling();
  await billing.start();
});
afterAll(() => billing.end());

const order = (user: string) => Buffer.from(JSON.stringify({ user_id: user, number_of_items: 1, total_amount: 1 }));
const bytes = (length: number, value: number) => Buffer.alloc(length, value);

const messages: Record<string, () => RawProperties> = {
  'an id of 200 NULs': () => ({ messageId: bytes(200, 0) }),
  'an id that is not valid UTF-8': () => ({ messageId: bytes(255, 0xff) }),
  'a content type that is not valid UTF-8': () => ({ contentType: bytes(255, 0xff) }),
  'a content encoding that is not valid UTF-8': () => ({ contentEncoding: bytes(255, 0xff) }),
  'a correlation id that is not valid UTF-8': () => ({ correlationId: bytes(255, 0xff) }),
  'a type that is not valid UTF-8': () => ({ type: bytes(255, 0xff) }),
  'an app id that is not valid UTF-8': () => ({ appId: bytes(255, 0xff) }),
  'a reply address that is not valid UTF-8': () => ({ replyTo: bytes(255, 0xff) }),
  'a timestamp of 64 bits': () => ({ timestamp: 2n ** 64n - 1n }),
  'a time to live': () => ({ expiration: '60000' }),
  'headers of 120,000 bytes': () => ({ headers: [['large', field.text('x'.repeat(120_000))]] }),
  'a header name that is not valid UTF-8': () => ({ headers: [[bytes(255, 0xff), field.nothing()]] }),
  'headers nested 20,000 levels deep': () => ({ headers: [['deep', field.nested(20_000)]] }),
  'headers nested 2,000 levels deep': () => ({ headers: [['deep', field.nested(2000)]] }),
  'a header of a type that amqplib does not know': () => ({ headers: [['L', field.fixed('L', bytes(8, 1))]] }),
  'a header that looks like a typed value of amqplib': () => ({
    headers: [['typed', field.table([['!', field.text('decimal')]])]],
  }),
  'a CC header that names the queue of orders': () => ({
    headers: [['CC', field.array([field.text(billing.queues.orders.name)])]],
  }),
};

for (const [name, properties] of Object.entries(messages)) {
  test(`a message with ${name} becomes one dead letter, and the order behind it is stored`, async () => {
    const { rabbit, queues } = billing;
    const body = Buffer.from(`not an order, with ${name}`);
    await publishRaw(rabbit.channel, queues.orders.name, body, properties());
    await publishRaw(rabbit.channel, queues.orders.name, order(name), {});
    await until('the order', async () => (await billing.users()).includes(name), 5);
    const dead = await until('the dead letter', () => rabbit.take(queues.dead.name), 5);
    expect(dead.content.equals(body)).toBe(true);
    expect(dead.properties.headers?.[deadLetterHeaders.reason]).toMatch(/^the message (id contains|id is not|is not JSON)/);
    expect(dead.properties.expiration).toBeUndefined();
    await Bun.sleep(100);
    expect([await rabbit.depth(queues.dead.name), await rabbit.depth(queues.orders.name)]).toEqual([0, 0]);
  });
}

test('properties that a dead letter cannot have are in its header, as JSON', async () => {
  const { rabbit, queues } = billing;
  await publishRaw(rabbit.channel, queues.orders.name, Buffer.from('x'), {
    messageId: bytes(200, 0),
    correlationId: 'kept',
    expiration: '60000',
    replyTo: 'amq.rabbitmq.reply-to.nobody',
    headers: [
      ['CC', field.array([field.text('elsewhere')])],
      ['own', field.long(7n)],
    ],
  });
  const { properties } = await until('the dead letter', () => rabbit.take(queues.dead.name), 5);
  expect(properties).toMatchObject({ correlationId: 'kept', messageId: '\uFFFD'.repeat(85), headers: { own: 7 } });
  expect(properties.headers?.CC).toBeUndefined();
  expect(JSON.parse(properties.headers?.['x-dead-properties'])).toEqual({
    messageId: '\0'.repeat(200),
    expiration: '60000',
    replyTo: 'amq.rabbitmq.reply-to.nobody',
    headers: { CC: ['elsewhere'] },
  });
});

test('two orders whose ids differ only in invalid UTF-8 bytes are not treated as one', async () => {
  const { rabbit, queues } = billing;
  for (const id of [0xfe, 0xff])
    await publishRaw(rabbit.channel, queues.orders.name, order('twins'), { messageId: Buffer.of(id) });
  for (const _ of [1, 2]) {
    const dead = await until('the dead letter', () => rabbit.take(queues.dead.name), 5);
    expect(dead.content.equals(order('twins'))).toBe(true);
    expect(dead.properties.headers?.[deadLetterHeaders.reason]).toBe('the message id is not valid UTF-8');
  }
});
