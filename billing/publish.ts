// Publishes each argument as the body of a message, as a publisher outside Matinee would. See scripts/publish.sh.
import amqp from 'amqplib';
import { config } from './config.ts';

try {
  const connection = await amqp.connect(config.brokerUrl, { timeout: 5000 });
  const channel = await connection.createConfirmChannel();
  channel.on('error', () => {});
  await channel.checkQueue(config.queue);
  const bodies = process.argv.slice(2);
  for (const body of bodies) channel.sendToQueue(config.queue, Buffer.from(body), { persistent: true });
  await channel.waitForConfirms();
  await connection.close();
  console.log(`RabbitMQ confirmed ${bodies.length === 1 ? 'the message' : `${bodies.length} messages`} in ${config.queue}.`);
} catch (error) {
  console.error(`RabbitMQ did not take the message: ${(error as Error).message}`);
  process.exit(1);
}
