// The smallest server that takes orders: no validation. Usage: BROKER_URL=… QUEUE=… bun orders-bun.ts PORT
import { createRequire } from 'node:module';

// npm's, not the patched one of this repository.
const amqp: typeof import('amqplib') = createRequire(`${process.cwd()}/package.json`)('amqplib');
const queue = process.env.QUEUE ?? '';
const connection = await amqp.connect(process.env.BROKER_URL ?? '');
const channel = await connection.createConfirmChannel();
await channel.checkQueue(queue);

Bun.serve({
  hostname: '127.0.0.1',
  port: Number(process.argv[2]),
  fetch: async (request) => {
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
