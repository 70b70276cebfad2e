// Takes orders with Fastify and amqplib. Settings: PORT, BROKER_URL, QUEUE
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';

const installed = createRequire(`${process.cwd()}/package.json`);
const queue = process.env.QUEUE;
const connection = await installed('amqplib').connect(process.env.BROKER_URL);
const channel = await connection.createConfirmChannel();
await channel.checkQueue(queue);

const order = {
  type: 'object',
  required: ['user_id', 'number_of_items', 'total_amount'],
  properties: {
    user_id: { type: ['string', 'integer'], minLength: 1, maxLength: 64 },
    number_of_items: { type: ['string', 'integer'], pattern: '^[1-9][0-9]{0,6}$', minimum: 1, maximum: 1_000_000 },
    total_amount: {
      type: ['string', 'number'],
      pattern: '^(0|[1-9][0-9]{0,9})(\\.[0-9]{1,2})?$',
      minimum: 0,
      maximum: 9_999_999_999.99,
    },
  },
};
const posted = { type: 'object', properties: { message: { type: 'string' }, id: { type: 'string' } } };

const app = installed('fastify')();
app.post('/api/billing', { schema: { body: order, response: { 200: posted } } }, async ({ body }) => {
  const id = randomUUID();
  const properties = {
    persistent: true,
    mandatory: true,
    messageId: id,
    contentType: 'application/json',
    timestamp: Math.floor(Date.now() / 1000),
  };
  await new Promise((resolve, reject) => {
    const content = Buffer.from(JSON.stringify(body));
    channel.sendToQueue(queue, content, properties, (error) => (error ? reject(error) : resolve()));
  });
  return { message: 'Message posted', id };
});
app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
