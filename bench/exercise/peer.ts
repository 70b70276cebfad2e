// The whole exercise as a plain Python project has it: gateway, inventory and billing in Flask, SQLAlchemy and pika.
import { createPeerDatabase, startGunicorn, startScript } from '../peers/flask.ts';
import type { Platform } from '../platform.ts';

export const peerDatabase = 'bench_exercise';
export const peerQueue = 'bench_exercise';

/** Two workers each, as this machine has processors. */
const workers = 2;

export const startExercise = async ({ brokerUrl }: Platform) => {
  const database = { DATABASE_URL: await createPeerDatabase(peerDatabase) };
  const queue = { RABBITMQ_URL: brokerUrl, QUEUE: peerQueue };
  const inventory = await startGunicorn('inventory', workers, database);
  const gateway = await startGunicorn('gateway', workers, { INVENTORY_URL: `http://127.0.0.1:${inventory.port}`, ...queue });
  return { inventory, gateway, startBilling: () => startScript('billing', { ...database, ...queue }) };
};
