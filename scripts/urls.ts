// Prints all URLs as NAME=value lines, for psql, an AMQP client, or `eval` in a shell.
import { config as billing } from '../billing/config.ts';
import { config as gateway } from '../gateway/config.ts';
import { config as inventory } from '../inventory/config.ts';
import { config as pairing } from '../pairing/config.ts';

// Only the private node has the management UI at this port.
const { RABBITMQ_MANAGEMENT_PORT: management, RABBITMQ_URL } = process.env;
const hasManagement = management && !RABBITMQ_URL;

const urls = {
  GATEWAY_URL: `${gateway.tls ? 'https' : 'http'}://${gateway.host}:${gateway.port}`,
  INVENTORY_URL: `http://${inventory.host}:${inventory.port}`,
  PAIRING_URL: `http://${pairing.host}:${pairing.port}`,
  INVENTORY_DATABASE_URL: inventory.databaseUrl,
  BILLING_DATABASE_URL: billing.databaseUrl,
  PAIRING_DATABASE_URL: pairing.databaseUrl,
  RABBITMQ_URL: billing.brokerUrl,
  RABBITMQ_QUEUE: billing.queue,
  ...(hasManagement && { RABBITMQ_MANAGEMENT_URL: `http://127.0.0.1:${management}` }),
};

for (const [name, value] of Object.entries(urls)) console.log(`${name}=${value}`);
