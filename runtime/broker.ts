import type { Writable } from 'node:stream';
import amqp, { type ChannelModel, type ConfirmChannel } from 'amqplib';
import { coalesceWrites } from './coalesce.ts';
import type { Check } from './health.ts';
import type { Log } from './log.ts';

/** A connection to RabbitMQ that reconnects whenever it is lost. */
export type Broker = {
  /** `blocked`: RabbitMQ accepts no messages until it has memory or disk again. */
  state: () => 'connected' | 'blocked' | 'disconnected';
  /** Keeps a channel open: `setup` runs on each new channel, and again after it failed; `lost` runs after each loss. */
  keepChannel: (setup: (channel: ConfirmChannel) => Promise<void>, lost?: () => void) => void;
  /** Closes the connection for good. */
  close: () => Promise<void>;
};

const ignore = () => {};

/** @param name how RabbitMQ's management lists the connection */
export const connectBroker = async (url: string, { name, log }: { name: string; log: Log }): Promise<Broker> => {
  const target = new URL(url);
  // Seconds. RabbitMQ and amqplib drop a connection after two silent intervals.
  target.searchParams.set('heartbeat', '5');
  const connection = await amqp.connect(target.href, {
    // Only for the handshake, ms.
    timeout: 5000,
    clientProperties: { connection_name: name },
    recovery: { waitForConnect: false, initialDelay: 100, maxDelay: 2000, jitter: 0.5 },
  });

  let model: ChannelModel | undefined;
  let blocked = false;
  let closing = false;
  const openers: (() => void)[] = [];

  connection.on('connect', (connected: ChannelModel) => {
    log.info('connected to RabbitMQ');
    model = connected;
    // amqplib has no public way to the socket.
    const { stream } = (connected as unknown as { connection: { stream: Writable } }).connection;
    coalesceWrites(stream);
    for (const open of openers) open();
  });
  connection.on('disconnect', (err: Error) => {
    model = undefined;
    blocked = false;
    if (!closing) log.warn({ err }, 'disconnected from RabbitMQ');
  });
  connection.on('connect-failed', (err: Error) => log.warn({ err }, 'cannot connect to RabbitMQ'));
  connection.on('blocked', (reason: string) => {
    blocked = true;
    log.warn({ reason }, 'RabbitMQ blocked the connection');
  });
  connection.on('unblocked', () => {
    blocked = false;
    log.info('RabbitMQ unblocked the connection');
  });
  // `disconnect` follows with the same error.
  connection.on('error', ignore);

  const keepChannel: Broker['keepChannel'] = (setup, lost = ignore) => {
    const open = async () => {
      const current = model;
      if (!current || closing) return;
      const reopen = () => setTimeout(() => model === current && open(), 200 + Math.random() * 300).unref();
      let channel: ConfirmChannel | undefined;
      try {
        channel = await current.createConfirmChannel();
        // Without a listener, amqplib closes the whole connection.
        channel.on('error', (err: Error) => log.warn({ err }, 'RabbitMQ closed a channel'));
        channel.once('close', () => {
          lost();
          if (!closing) reopen();
        });
        await setup(channel);
      } catch (err) {
        log.warn({ err }, 'cannot set up a channel');
        // A channel that RabbitMQ has closed rejects this.
        if (channel) await channel.close().catch(ignore);
        else reopen();
      }
    };
    openers.push(open);
    void open();
  };

  return {
    state: () => (model ? (blocked ? 'blocked' : 'connected') : 'disconnected'),
    keepChannel,
    close: async () => {
      closing = true;
      await connection.close();
    },
  };
};

export const brokerCheck = (broker: Broker): Check => {
  const state = broker.state();
  if (state === 'connected') return { status: 'ok' };
  return state === 'blocked' ? { status: 'warn', output: 'blocked: low on memory or disk' } : { status: 'fail', output: state };
};

export type { ConfirmChannel };
