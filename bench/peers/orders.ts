// Servers that take orders as a user would write them instead, each publishing into a platform's queue.
import { order, type Platform } from '../platform.ts';
import { freePort, start } from '../processes.ts';
import type { Service } from '../services.ts';
import { installNodePeers, node, npm } from './node.ts';

export const startOrderPeers = async ({ brokerUrl, queues }: Platform): Promise<Record<'smallest' | 'fastify', Service>> => {
  const startPeer = async (runtime: string, file: string): Promise<Service> => {
    const port = await freePort();
    const take = () => fetch(`http://127.0.0.1:${port}/api/billing`, { method: 'POST', body: order, headers: json });
    const started = await start([runtime, `${import.meta.dir}/${file}`, String(port)], {
      cwd: npm,
      env: { BROKER_URL: brokerUrl, QUEUE: queues.orders.name },
      ready: async () => (await take()).status === 200,
    });
    return { port, ...started };
  };
  await installNodePeers();
  return { smallest: await startPeer('bun', 'orders-bun.ts'), fastify: await startPeer(node, 'orders-fastify.mjs') };
};

const json = { 'content-type': 'application/json' };
