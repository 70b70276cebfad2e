// Peers: what an engineer would write instead of Matinee's services, and the barest servers of the same kind.
import { mkdir } from 'node:fs/promises';
import { top } from '../platform.ts';
import { freePort, type Service, start } from '../start.ts';

const folder = `${top}/.local/peers`;
const packages = ['fastify@5.12.8', '@fastify/http-proxy@11.6.3', 'amqplib@2.3.1', 'pg@8.23.1'];

/** Installs the peers' packages into .local/ only. */
const install = async (): Promise<void> => {
  await mkdir(folder, { recursive: true });
  if (await Bun.file(`${folder}/node_modules/pg/package.json`).exists()) return;
  await Bun.write(`${folder}/package.json`, '{"private":true}');
  const child = Bun.spawn(['bun', 'add', '--exact', ...packages], { cwd: folder, stdout: 'ignore', stderr: 'inherit' });
  if ((await child.exited) !== 0) throw new Error('The peers could not be installed from npm. Check the network.');
};

/** Starts one of bench/peers on a free PORT: .mjs with Node (Bun where there is none), .ts with Bun. */
export const startPeer = async (file: string, env: Record<string, string> = {}): Promise<Service> => {
  await install();
  const port = await freePort();
  const runtime = file.endsWith('.mjs') ? (Bun.which('node') ?? 'bun') : 'bun';
  return start([runtime, `${import.meta.dir}/${file}`], { port, cwd: folder, env: { ...env, PORT: String(port) } });
};
