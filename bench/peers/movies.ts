// The peer of inventory: Fastify and node-postgres on the plain tables, as an engineer writes it in an hour.
import { numbered, readStatement } from '../catalogue/plain.ts';
import { type Requests, wrk } from '../load/wrk.ts';
import type { Platform } from '../platform.ts';
import { answers, freePort, start } from '../processes.ts';
import type { Service } from '../services.ts';
import { installNodePeers, node, npm } from './node.ts';

const statements = ['by-id', 'unfiltered', 'deep', 'year', 'genre', 'cast', 'title', 'add'];

export const startFastify = async ({ inventoryUrl }: Platform, pool: number): Promise<Service> => {
  await installNodePeers();
  const port = await freePort();
  const texts = await Promise.all(statements.map(async (name) => [name, numbered(await readStatement(name))] as const));
  const started = await start([node, `${import.meta.dir}/movies-fastify.mjs`, String(port), String(pool)], {
    cwd: npm,
    env: { DATABASE_URL: inventoryUrl, STATEMENTS: JSON.stringify(Object.fromEntries(texts)) },
    ready: answers(`http://127.0.0.1:${port}/api/movies/1`),
  });
  return { port, ...started };
};

/** Tries Fastify with pools of several sizes. @returns the size with which it answers these requests fastest */
export const bestPool = async (platform: Platform, requests: (port: number) => Promise<Requests>): Promise<number> => {
  const rates = new Map<number, number>();
  for (const pool of [4, 10, 20]) {
    const fastify = await startFastify(platform, pool);
    const asked = await requests(fastify.port);
    // Once for its code to be translated.
    await wrk(asked);
    rates.set(pool, (await wrk(asked, { seconds: 2 })).rate);
    await fastify.stop();
  }
  return [4, 10, 20].reduce((best, pool) => ((rates.get(pool) ?? 0) > (rates.get(best) ?? 0) ? pool : best));
};
