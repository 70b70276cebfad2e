// The gateway beside what others do with the same hop.
import { startStatic } from '../load/static-server.ts';
import type { Options } from '../options.ts';
import { installNodePeers, startFetch, startNode } from '../peers/node.ts';
import { installProxies, startCaddy, startHaproxy, startNginx } from '../peers/proxies.ts';
import type { Platform } from '../platform.ts';
import { folder } from '../report/files.ts';
import type { Results } from '../report/results.ts';
import { startGateway } from '../services.ts';
import { measureById } from './by-id.ts';
import { measureConnections } from './connections.ts';
import { measureHop, startKeyedGateway } from './hop.ts';
import { measureLatency } from './latency.ts';

export const benchGateway = async (results: Results, platform: Platform, { beside }: Options): Promise<void> => {
  const packages = await installProxies();
  await installNodePeers();

  const inFront = {
    gateway: await startGateway(platform.inventoryPort),
    nginx: await startNginx(packages, platform.inventoryPort),
  };
  const film = await anyFilm(platform);
  await measureById(results, platform, film, inFront);
  await measureConnections(results, film, inFront);
  for (const service of Object.values(inFront)) await service.stop();

  const upstream = await startStatic();
  const hops = {
    nginx: await startNginx(packages, upstream.port),
    HAProxy: await startHaproxy(packages, upstream.port),
    gateway: await startGateway(upstream.port),
    ...(beside && { before: await startGateway(upstream.port, {}, `${folder}/beside`) }),
    keyed: await startKeyedGateway(upstream.port),
    fetch: await startFetch(upstream.port),
    Caddy: await startCaddy(packages, upstream.port),
    Fastify: await startNode('fastify', upstream.port),
    Express: await startNode('express', upstream.port),
  };
  await measureHop(results, upstream, hops, beside);
  await measureLatency(results, { direct: upstream, ...hops });
  for (const service of [...Object.values(hops), upstream]) await service.stop();
};

/** The path of a film that is there. */
const anyFilm = async ({ inventoryPort }: Platform): Promise<string> => {
  const response = await fetch(`http://127.0.0.1:${inventoryPort}/api/movies?limit=1`);
  const [film] = (await response.json()) as { id: number }[];
  if (!film) throw new Error('There is no film to read.');
  return `/api/movies/${film.id}`;
};
