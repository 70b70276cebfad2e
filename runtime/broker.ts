import type { Writable } from 'node:stream';
import amqp, { type ChannelModel, type ConfirmChannel } from 'amqplib';
import { coalesceWrites } from './coalesce.ts';
import type { Check } from './health.ts';
import type { Log } from './log.ts';

/** A connection to RabbitMQ that is made anew whenever it is lost. */
export type Broker = {
  /** Whether RabbitMQ is connected, and whether it has stopped taking messages for want of memory or disk. */
  state: () => 'connected' | 'blocked' | 'disconnected';
  /**
   * Keeps a channel open: `setup` runs now or as soon as there is a connection, and again whenever the channel or its connection
   * was lost; `lost` runs after each loss. A setup that fails is tried again.
   */
  keepChannel: (setup: (channel: ConfirmChannel) => Promise<void>, lost?: () => void) => void;
  /** Closes the connection for good. */
  close: () => Promise<void>;
};

const ignore = () => {};

/** @param name how RabbitMQ's management lists the connection */
export const connectBroker = async (url: string, { name, log }: { name: string; log: Log }): Promise<Broker> => {
  const target = new URL(url);
  // A half-open connection is noticed after twice this many seconds.
  target.searchParams.set('heartbeat', '5');
  const connection = await amqp.connect(target.href, {
    // Applies until the connection stands: a host that takes it and says nothing is no reason to wait for ever.
    timeout: 5000,
    clientProperties: { connection_name: name },
    recovery: { waitForConnect: false, initialDelay: 100, maxDelay: 2000, jitter: 0.5 },
  });

  let model: ChannelModel | undefined;
  let blocked = false;
  let closing = false;
  const kept: (() => void)[] = [];

  connection.on('connect', (connected: ChannelModel) => {
    log.info('connected to RabbitMQ');
    model = connected;
    // No part of amqplib's interface: its connection below the model, and that one's socket.
    const { stream } = (connected as unknown as { connection: { stream: Writable } }).connection;
    coalesceWrites(stream);
    for (const open of kept) open();
  });
  connection.on('disconnect', (err: Error) => {
    model = undefined;
    blocked = false;
    if (!closing) log.warn({ err }, 'lost RabbitMQ');
  });
  connection.on('connect-failed', (err: Error) => log.warn({ err }, 'cannot connect to RabbitMQ'));
  connection.on('blocked', (reason: string) => {
    blocked = true;
    log.warn({ reason }, 'RabbitMQ takes no messages');
  });
  connection.on('unblocked', () => {
    blocked = false;
    log.info('RabbitMQ takes messages again');
  });
  // `disconnect` follows and says the same.
  connection.on('error', ignore);

  const keepChannel: Broker['keepChannel'] = (setup, lost = ignore) => {
    const open = async () => {
      const current = model;
      if (!current || closing) return;
      const reopen = () => setTimeout(() => model === current && open(), 200 + Math.random() * 300).unref();
      let channel: ConfirmChannel;
      try {
        channel = await current.createConfirmChannel();
      } catch {
        reopen();
        return;
      }
      // Without a listener the channel's error would take the whole connection down.
      channel.on('error', (err: Error) => log.warn({ err }, 'RabbitMQ closed a channel'));
      channel.once('close', () => {
        lost();
        if (!closing) reopen();
      });
      try {
        await setup(channel);
      } catch (err) {
        log.warn({ err }, 'could not set a channel up');
        try {
          await channel.close();
        } catch {
          // It is closed already.
        }
      }
    };
    kept.push(open);
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

/** A health check: whether RabbitMQ is connected and takes messages. */
export const brokerCheck = (broker: Broker): Check => {
  const state = broker.state();
  if (state === 'connected') return { status: 'ok' };
  return state === 'blocked'
    ? { status: 'warn', output: 'takes no messages: short of memory or disk' }
    : { status: 'fail', output: 'disconnected' };
};

export type { ConfirmChannel };
