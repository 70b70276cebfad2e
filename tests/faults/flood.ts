// Floods of requests for the status of orders: over RabbitMQ, and a few through the gateway.
import { orderQueues } from '@matinee/contracts/queues';
import type { Channel, ChannelModel } from 'amqplib';
import { queue } from '../support/platform.ts';
import { api, type Clients } from './clients.ts';
import { withReconnect } from './reconnect.ts';

const { status } = orderQueues(queue, 'classic');
const replies = 'amq.rabbitmq.reply-to';

// 10 s of flood, then 5 s without, repeated.
const floodMs = 10_000;
const pauseMs = 5000;
const perSecond = 2000;
const tickMs = 20;

export type Flood = {
  /** `ms` is the duration of all floods, without the times when RabbitMQ was unavailable. */
  counts: { asked: number; answered: number; ms: number; throughGateway: number; wrong: string[] };
  stop: () => Promise<void>;
};

export const startFlood = ({ newest }: Clients): Flood => {
  const counts: Flood['counts'] = { asked: 0, answered: 0, ms: 0, throughGateway: 0, wrong: [] };
  const start = performance.now();
  const isFlooding = () => (performance.now() - start) % (floodMs + pauseMs) < floodMs;
  let stopping = false;

  const ask = (channel: Channel) => {
    const id = counts.asked % 2 === 0 ? newest.at(counts.asked % newest.length) : undefined;
    const replyTo = counts.asked % 10 === 0 ? 'nobody' : replies;
    const request = Buffer.from(JSON.stringify({ id: id ?? `unknown ${counts.asked}` }));
    channel.sendToQueue(status.name, request, { replyTo, correlationId: 'none', expiration: 3000 });
    counts.asked += 1;
  };

  const flood = async (connection: ChannelModel) => {
    const channel = await connection.createChannel();
    channel.on('error', () => {});
    await channel.consume(replies, () => (counts.answered += 1), { noAck: true });
    for (let last = performance.now(); !stopping; ) {
      await Bun.sleep(tickMs);
      const elapsed = performance.now() - last;
      last += elapsed;
      if (!isFlooding()) continue;
      counts.ms += elapsed;
      for (let i = Math.min(elapsed, 1000) * (perSecond / 1000); i > 0; i--) ask(channel);
    }
  };

  /** An accepted order must be queued or processed at all times. */
  const askGateway = async () => {
    for (; !stopping; await Bun.sleep(200)) {
      const id = newest.at(-1);
      if (id === undefined) continue;
      try {
        const { data, response } = await api.GET('/api/billing/{id}', { params: { path: { id } } });
        counts.throughGateway += 1;
        if (response.status === 503 || data?.status === 'queued' || data?.status === 'processed') continue;
        counts.wrong.push(`the status of ${id}: ${response.status} ${data?.status}`);
      } catch {
        // The gateway is unavailable.
      }
    }
  };

  const running = Promise.all([withReconnect(flood), askGateway()]);
  return {
    counts,
    stop: async () => {
      stopping = true;
      await running;
    },
  };
};
