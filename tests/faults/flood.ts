// Floods of questions about orders: over RabbitMQ, as billing gets them, and a few through the gateway.
import { orderQueues } from '@matinee/contracts/queues';
import amqp, { type Channel } from 'amqplib';
import { queue, urls } from '../support/platform.ts';
import { api, type Clients } from './clients.ts';

const { status } = orderQueues(queue, 'classic');
const replies = 'amq.rabbitmq.reply-to';

// 10 s of flood, 5 s without, and so on; questions a second while it lasts.
const floodMs = 10_000;
const pauseMs = 5000;
const perSecond = 2000;
const tickMs = 20;

export type Flood = {
  /** @param ms how long the flood lasted, without the times in which RabbitMQ was unavailable */
  counts: { asked: number; answered: number; ms: number; throughGateway: number; wrong: string[] };
  stop: () => Promise<void>;
};

export const startFlood = ({ newest }: Clients): Flood => {
  const counts: Flood['counts'] = { asked: 0, answered: 0, ms: 0, throughGateway: 0, wrong: [] };
  const start = performance.now();
  const floods = () => (performance.now() - start) % (floodMs + pauseMs) < floodMs;
  let stopping = false;

  const ask = (channel: Channel) => {
    const id = counts.asked % 2 === 0 ? newest.at(counts.asked % newest.length) : undefined;
    const replyTo = counts.asked % 10 === 0 ? 'nobody' : replies;
    const question = Buffer.from(JSON.stringify({ id: id ?? `nobody knows ${counts.asked}` }));
    channel.sendToQueue(status.name, question, { replyTo, correlationId: 'none', expiration: 3000 });
    counts.asked += 1;
  };

  const flood = async () => {
    while (!stopping) {
      try {
        const connection = await amqp.connect(`${urls.RABBITMQ_URL}?heartbeat=5`, { timeout: 2000 });
        connection.on('error', () => {});
        const channel = await connection.createChannel();
        channel.on('error', () => {});
        await channel.consume(replies, () => (counts.answered += 1), { noAck: true });
        for (let last = performance.now(); !stopping; ) {
          await Bun.sleep(tickMs);
          const elapsed = performance.now() - last;
          last += elapsed;
          if (!floods()) continue;
          counts.ms += elapsed;
          for (let i = Math.min(elapsed, 1000) * (perSecond / 1000); i > 0; i--) ask(channel);
        }
        await connection.close();
      } catch {
        // RabbitMQ is unavailable.
        await Bun.sleep(500);
      }
    }
  };

  /** An order that was accepted is queued or processed, whatever fails. */
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

  const running = Promise.all([flood(), askGateway()]);
  return {
    counts,
    stop: async () => {
      stopping = true;
      await running;
    },
  };
};
