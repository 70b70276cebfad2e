// Messages that RabbitMQ accepts and no well-behaved publisher sends.
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { type Field, field, type RawProperties, type Short } from './raw-amqp.ts';

/** A message. With `user` it must become an order of that user, without it a dead letter. */
export type HostileMessage = { content: Buffer; properties: RawProperties; user?: string };

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
/** Text, NULs and invalid UTF-8, up to 255 bytes. */
const short = fc.oneof(
  bytes(255),
  fc.integer({ min: 1, max: 255 }).map((length) => Buffer.alloc(length)),
  fc.integer({ min: 1, max: 255 }).map((length) => Buffer.alloc(length, 0xff)),
  fc.string({ unit: 'binary', maxLength: 63 }).map((text) => Buffer.from(text)),
);
const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

const fixed = (tag: string, length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((array) => field.fixed(tag, Buffer.from(array)));
const float = fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => {
  const encoded = Buffer.alloc(4);
  encoded.writeFloatBE(value);
  return field.fixed('f', encoded);
});

/** Some names have a meaning in RabbitMQ, amqplib, JavaScript or billing. */
const name = fc.oneof(
  short,
  fc.constantFrom('!', '__proto__', 'constructor', 'toString', 'x-dead-reason', 'x-publish', 'x-death', 'x-dead-properties'),
);

const { value } = fc.letrec<{ value: Field }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    bytes(300).map(field.text),
    bytes(300).map(field.binary),
    uint64.map(field.long),
    uint64.map(field.timestamp),
    fc.boolean().map(field.boolean),
    fc.constant(field.nothing()),
    fixed('b', 1),
    fixed('B', 1),
    fixed('s', 2),
    fixed('u', 2),
    fixed('I', 4),
    fixed('i', 4),
    fixed('D', 5),
    fixed('L', 8),
    float,
    fc.array(tie('value'), { maxLength: 4 }).map(field.array),
    fc.array(fc.tuple(name, tie('value')), { maxLength: 4 }).map(field.table),
  ),
}));

/** All properties must fit into one frame. */
const fits = (table: [Short, Field][]) => field.table(table).byteLength < 120_000;

const headers = fc.oneof(
  { weight: 12, arbitrary: fc.array(fc.tuple(name, value), { maxLength: 6 }).filter(fits) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 20_000 }).map((levels): [string, Field][] => [['nested', field.nested(levels)]]),
  },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 1, max: 120_000 })
      .map((length): [string, Field][] => [['large', field.binary(Buffer.alloc(length, 'x'))]]),
  },
);

const properties: fc.Arbitrary<RawProperties> = fc.record(
  {
    contentType: short,
    contentEncoding: fc.oneof(short, fc.constant('gzip')),
    headers,
    deliveryMode: fc.constantFrom(1, 2),
    priority: fc.integer({ min: 0, max: 255 }),
    correlationId: short,
    replyTo: short,
    // No message expires before billing receives it.
    expiration: fc.integer({ min: 600_000, max: 4_294_967_295 }).map(String),
    timestamp: uint64,
    type: short,
    appId: short,
    clusterId: short,
  },
  { requiredKeys: [] },
);

const orderOf = (user: string) => Buffer.from(JSON.stringify({ user_id: user, number_of_items: '5', total_amount: 180 }));
const uuid = () => crypto.randomUUID();

/** Bodies that are not valid orders. */
const invalidOrder = fc.oneof(
  bytes(400).filter((content) => content[0] !== 0x7b),
  fc.json().map((text) => Buffer.from(text)),
  fc
    .constantFrom<Record<string, unknown>>(
      { user_id: 'a\0b' },
      { user_id: '\ud800' },
      { user_id: 'x'.repeat(65) },
      { user_id: {} },
      { number_of_items: 0 },
      { number_of_items: '1e3' },
      { total_amount: -1 },
      { total_amount: '0.001' },
      { total_amount: null },
    )
    .map((wrong) => Buffer.from(JSON.stringify({ user_id: uuid(), number_of_items: 1, total_amount: 1, ...wrong }))),
  fc
    .constantFrom(
      (order: Buffer) => gzipSync(order),
      (order: Buffer) => Buffer.from(order.toString(), 'utf16le'),
      (order: Buffer) => Buffer.from(order.toString('base64')),
      (order: Buffer) => order.subarray(0, -1),
      (order: Buffer) => Buffer.concat([order, Buffer.of(0xff)]),
      (order: Buffer) => Buffer.concat([order, order]),
      (order: Buffer) => Buffer.concat([order, Buffer.alloc(70_000, ' ')]),
      () => Buffer.from('['.repeat(60_000)),
      () => Buffer.alloc(300_000, 'x'),
    )
    .map((spoil) => spoil(orderOf(uuid()))),
);
/** Message ids that PostgreSQL cannot store. */
const badId = fc.oneof(
  fc.integer({ min: 1, max: 255 }).map((length) => Buffer.alloc(length)),
  bytes(254).map((id) => Buffer.concat([id, Buffer.of(0xff)])),
);

const fresh = fc.constant(undefined).map(uuid);

/** One or two messages in their order: a valid order, a repeated order, two orders with one id, an order with a bad id, or an invalid order. */
export const hostileMessages: fc.Arbitrary<HostileMessage[]> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(properties, fresh, fc.boolean())
      .map(([given, user, named]) => [
        { user, content: orderOf(user), properties: named ? { ...given, messageId: uuid() } : given },
      ]),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(properties, properties, fresh).map(([first, second, user]) => {
      const messageId = uuid();
      const message = { user, content: orderOf(user) };
      return [
        { ...message, properties: { ...first, messageId } },
        { ...message, properties: { ...second, messageId } },
      ];
    }),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(properties, properties, fresh).map(([first, second, user]) => {
      const messageId = `${uuid()} taken`;
      return [
        { user, content: orderOf(user), properties: { ...first, messageId } },
        { content: orderOf(`${user} again`), properties: { ...second, messageId } },
      ];
    }),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(properties, badId, fresh)
      .map(([given, messageId, user]) => [{ content: orderOf(user), properties: { ...given, messageId } }]),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(invalidOrder, properties, fc.option(short, { nil: undefined }))
      .map(([content, given, messageId]) => [{ content, properties: { ...given, ...(messageId && { messageId }) } }]),
  },
);
