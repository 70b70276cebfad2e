// Publishes what amqplib's encoder rejects and RabbitMQ accepts: invalid UTF-8, any type of field, tables of any depth.
import type { Writable } from 'node:stream';
import type { ConfirmChannel } from 'amqplib';

/** A value in a table of headers, with its tag: https://www.rabbitmq.com/amqp-0-9-1-errata.html#section_3. */
export type Field = Buffer;
/** At most 255 bytes; a string is sent in UTF-8. */
export type Short = string | Buffer;

export type RawProperties = {
  contentType?: Short;
  contentEncoding?: Short;
  headers?: [name: Short, value: Field][];
  /** 1 or 2. */
  deliveryMode?: number;
  priority?: number;
  correlationId?: Short;
  replyTo?: Short;
  /** Digits, or RabbitMQ closes the channel. */
  expiration?: Short;
  messageId?: Short;
  timestamp?: bigint;
  type?: Short;
  /** The connection's own user, or RabbitMQ closes the channel. */
  userId?: Short;
  appId?: Short;
  clusterId?: Short;
};

const short = (value: Short): Buffer => {
  const bytes = Buffer.from(value as string);
  return Buffer.concat([Buffer.of(bytes.byteLength), bytes]);
};
const sized = (bytes: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.byteLength);
  return Buffer.concat([length, bytes]);
};
const long = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt.asUintN(64, value));
  return bytes;
};
const tagged = (tag: string, bytes: Buffer): Field => Buffer.concat([Buffer.from(tag), bytes]);

const tableOf = (fields: [Short, Field][]): Buffer =>
  sized(Buffer.concat(fields.flatMap(([name, value]) => [short(name), value])));

/** Values of each type that RabbitMQ knows. */
export const field = {
  text: (value: Short) => tagged('S', sized(Buffer.from(value as string))),
  binary: (value: Buffer) => tagged('x', sized(value)),
  table: (fields: [Short, Field][]) => tagged('F', tableOf(fields)),
  /** A table in a table in a table …, as many as that. */
  nested: (levels: number) => {
    const tables = Array.from({ length: levels }, (_, level) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE((levels - 1 - level) * 6);
      // A name of no bytes, the tag of a table, and its length.
      return Buffer.concat([Buffer.from('\0F'), length]);
    });
    return tagged('F', sized(Buffer.concat(tables)));
  },
  array: (values: Field[]) => tagged('A', sized(Buffer.concat(values))),
  long: (value: bigint) => tagged('l', long(value)),
  timestamp: (value: bigint) => tagged('T', long(value)),
  boolean: (value: boolean) => tagged('t', Buffer.of(Number(value))),
  nothing: () => tagged('V', Buffer.alloc(0)),
  /** One of the types of fixed length, by its tag: b B s u I i f d D. */
  fixed: (tag: string, bytes: Buffer) => tagged(tag, bytes),
};

const encoders: { [Name in keyof Required<RawProperties>]: (value: NonNullable<RawProperties[Name]>) => Buffer } = {
  contentType: short,
  contentEncoding: short,
  headers: tableOf,
  deliveryMode: (value) => Buffer.of(value),
  priority: (value) => Buffer.of(value),
  correlationId: short,
  replyTo: short,
  expiration: short,
  messageId: short,
  timestamp: long,
  type: short,
  userId: short,
  appId: short,
  clusterId: short,
};

/** The payload of a content header frame: class, weight, size, a flag for each property that is set, and their values. */
const headerOf = (properties: RawProperties, size: number): Buffer => {
  let flags = 0;
  const values = Object.entries(encoders).flatMap(([name, encode], index) => {
    const value = properties[name as keyof RawProperties];
    if (value === undefined) return [];
    flags |= 0x8000 >> index;
    return [(encode as (value: unknown) => Buffer)(value)];
  });
  return Buffer.concat([Buffer.of(0, 60, 0, 0), long(BigInt(size)), Buffer.of(flags >> 8, flags & 0xff), ...values]);
};

// amqplib's private fields: a channel's number, its requests (null once it is closed), its connection's socket, and the confirm callbacks.
type Internals = {
  ch: number;
  pending: unknown[] | null;
  connection: { stream: Writable; frameMax: number };
  pushConfirmCallback: (confirmed: (error: unknown) => void) => void;
};

/** Publishes to a queue over amqplib's connection without its encoder, and waits for RabbitMQ's confirm. */
export const publishRaw = (channel: ConfirmChannel, queue: string, content: Buffer, properties: RawProperties): Promise<void> => {
  const { ch, pending, connection, pushConfirmCallback } = channel as unknown as Internals;
  const frame = (type: number, payload: Buffer) =>
    Buffer.concat([Buffer.of(type, ch >> 8, ch & 0xff), sized(payload), Buffer.of(0xce)]);
  const publish = Buffer.concat([Buffer.of(0, 60, 0, 40, 0, 0), short(''), short(queue), Buffer.of(0)]);
  const frames = [frame(1, publish), frame(2, headerOf(properties, content.byteLength))];
  const maxPayload = connection.frameMax - 8;
  for (let at = 0; at < content.byteLength; at += maxPayload) frames.push(frame(3, content.subarray(at, at + maxPayload)));
  return new Promise((resolve, reject) => {
    if (pending === null) throw new Error('The channel is closed. Open a new one.');
    channel.once('error', reject);
    pushConfirmCallback.call(channel, (error) => {
      channel.off('error', reject);
      if (error) reject(error);
      else resolve();
    });
    connection.stream.write(Buffer.concat(frames), () => {});
  });
};
