import type { Writable } from 'node:stream';

/** Joins the writes of one turn of the event loop: amqplib makes one system call per message. See docs/decisions.md. */
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
