// The smallest server that takes orders: no validation. Settings: PORT, BROKER_URL, QUEUE
import { createRequire } from 'node:module';

// From npm, without this repository's patch.
const amqp: typeof import('amqplib') = createRequire(`${process.cwd()}/package.json`)('amqplib');
const queue = process.env.QUEUE ?? '';
const connection = await amqp.connect(process.env.BROKER_URL ?? '');
const channel = await connection.createConfirmChannel();
await channel.checkQueue(queue);

Bun.serve({
  hostname: '127.0.0.1',
  port: Number(process.env.PORT),
  fetch: async (request) => {
    if (request.method !== 'POST') return new Response(null, { status: 405 });
    const content = Buffer.from(JSON.stringify(await request.json()));
    const id = crypto.randomUUID();
    const properties = {
      persistent: true,
      mandatory: true,
      messageId: id,
      contentType: 'application/json',
      timestamp: Math.floor(Date.now() / 1000),
    };
    await new Promise<void>((resolve, reject) => {
      channel.sendToQueue(queue, content, properties, (error) => (error ? reject(error) : resolve()));
    });
    return Response.json({ message: 'Message posted', id });
  },
});
