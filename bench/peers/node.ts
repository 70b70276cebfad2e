// Peers made of npm's packages: Fastify's and Express's usual proxies, and what peers/*-fastify.mjs need.
import { mkdir } from 'node:fs/promises';
import { top } from '../platform.ts';
import { answers, freePort, start } from '../processes.ts';
import type { Service } from '../services.ts';

export const npm = `${top}/.local/peers`;
/** They are made for Node; where there is none they run on Bun. */
export const node = Bun.which('node') ?? process.execPath;

const packages = [
  'fastify@5.12.8',
  '@fastify/http-proxy@11.6.3',
  'express@5.3.0',
  'http-proxy-middleware@4.2.1',
  'amqplib@2.3.1',
  'pg@8.23.1',
];

/** Installs them into .local/ only. */
export const installNodePeers = async (): Promise<void> => {
  await mkdir(npm, { recursive: true });
  if (await Bun.file(`${npm}/node_modules/pg/package.json`).exists()) return;
  await Bun.write(`${npm}/package.json`, '{"private":true}');
  const install = Bun.spawn(['bun', 'add', '--exact', ...packages], { cwd: npm, stdout: 'ignore', stderr: 'inherit' });
  if ((await install.exited) !== 0) throw new Error('The peers could not be installed from npm.');
};

const startProxy = async (runtime: string, file: string, upstream: number): Promise<Service> => {
  const port = await freePort();
  const command = [runtime, `${import.meta.dir}/${file}`, String(port), String(upstream)];
  return { port, ...(await start(command, { cwd: npm, ready: answers(`http://127.0.0.1:${port}/api/movies/1`) })) };
};

/** Starts a proxy of npm's in front of a port. */
export const startNode = (name: 'fastify' | 'express', upstream: number): Promise<Service> =>
  startProxy(node, `${name}.mjs`, upstream);

/** Starts the barest proxy that Bun can be (fetch.ts) in front of a port. */
export const startFetch = (upstream: number): Promise<Service> => startProxy('bun', 'fetch.ts', upstream);
