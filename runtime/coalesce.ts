import type { Writable } from 'node:stream';

/**
 * Makes a stream send what is written to it in one turn of the event loop, by whichever requests, as one piece. amqplib writes every
 * message by itself, which is one system call each here and one wake-up each in RabbitMQ. Order, back-pressure and `end` are the
 * stream's own.
 */
export const coalesceWrites = (stream: Writable): void => {
  const write = stream.write.bind(stream) as (chunk: Uint8Array) => boolean;
  const end = stream.end.bind(stream);
  let pending: Uint8Array[] = [];

  const flush = () => {
    const [first] = pending;
    if (!first) return;
    const joined = pending.length === 1 ? first : Buffer.concat(pending);
    pending = [];
    write(joined);
  };

  stream.write = (chunk: Uint8Array) => {
    if (pending.push(chunk) === 1) setImmediate(flush);
    return !stream.writableNeedDrain;
  };
  stream.end = () => {
    flush();
    return end();
  };
};
