// Prints where everything is as NAME=value lines, for psql, a broker's client, or a shell's eval.
import { config as billing } from '../billing/config.ts';
import { config as gateway } from '../gateway/config.ts';
import { config as inventory } from '../inventory/config.ts';
import { config as pairing } from '../pairing/config.ts';

const urls = {
  GATEWAY_URL: `${gateway.tls ? 'https' : 'http'}://${gateway.host}:${gateway.port}`,
  INVENTORY_URL: `http://${inventory.host}:${inventory.port}`,
  PAIRING_URL: `http://${pairing.host}:${pairing.port}`,
  INVENTORY_DATABASE_URL: inventory.databaseUrl,
  BILLING_DATABASE_URL: billing.databaseUrl,
  PAIRING_DATABASE_URL: pairing.databaseUrl,
  RABBITMQ_URL: billing.brokerUrl,
  RABBITMQ_QUEUE: billing.queue,
};

for (const [name, value] of Object.entries(urls)) console.log(`${name}=${value}`);
