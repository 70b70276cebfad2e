// The gateway beside other proxies.
import { hashKey } from '../../gateway/api-keys/api-keys.ts';
import { wrkSide } from '../load/wrk.ts';
import { cpuEach, inTurns, ratios } from '../measure/turns.ts';
import { startCaddy, startNginx } from '../peers/proxies.ts';
import { startPeer } from '../peers/start.ts';
import type { Platform } from '../platform.ts';
import type { Report } from '../report.ts';
import { startGateway } from '../services.ts';
import { measureLatency } from './latency.ts';

const measureById = async (report: Report, { inventoryPort, pidOf }: Platform) => {
  report.section('Reading a movie by its id, 64 connections, in front of the same inventory');
  const response = await fetch(`http://127.0.0.1:${inventoryPort}/api/movies?limit=1`);
  const [movie] = (await response.json()) as { id: number }[];
  const env = { UPSTREAM_PORT: String(inventoryPort) };
  const hops = {
    nginx: await startNginx(inventoryPort),
    Fastify: await startPeer('proxy-fastify.mjs', env),
    gateway: await startGateway(inventoryPort),
  };
  const inventory = await pidOf('inventory_app');
  const paths = [`/api/movies/${movie?.id}`];
  const side = ({ port, pid }: { port: number; pid: number }) => wrkSide({ port, paths }, { hop: pid, inventory });
  const rounds = await inTurns(5, { nginx: side(hops.nginx), Fastify: side(hops.Fastify), gateway: side(hops.gateway) });
  for (const hop of Object.values(hops)) await hop.stop();
  report.rates('by id', rounds, 'requests/s');
  report.add('movie by id: gateway : nginx', ratios(rounds.gateway, rounds.nginx), '', { atLeast: 0.6 });
  report.add("movie by id: gateway : Fastify's http-proxy", ratios(rounds.gateway, rounds.Fastify));
};

/** A gateway that requires one of three API keys, and counts the requests of each. */
const startKeyedGateway = (upstream: number) =>
  startGateway(upstream, {
    API_KEYS: ['one', 'two', 'bench'].map((name) => `${name}:${hashKey(`mk_${name}`)}:movies:read`).join(','),
    RATE_LIMIT: '999999999/3600',
  });

const measureHop = async (report: Report) => {
  report.section('A static answer through one hop, 64 connections');
  const upstream = await startPeer('static.ts');
  const env = { UPSTREAM_PORT: String(upstream.port) };
  const hops = {
    nginx: await startNginx(upstream.port),
    gateway: await startGateway(upstream.port),
    'gateway, keys and limits': await startKeyedGateway(upstream.port),
    'Bun.serve and fetch': await startPeer('proxy-fetch.ts', env),
    Caddy: await startCaddy(upstream.port),
    "Fastify's http-proxy": await startPeer('proxy-fastify.mjs', env),
  };
  const sides = Object.entries(hops).map(([name, { port, pid }]) => {
    const requests = { port, paths: ['/api/movies/1'], ...(name.includes('keys') && { key: 'mk_bench' }) };
    return [name, wrkSide(requests, { hop: pid })] as const;
  });
  const rounds = await inTurns(5, Object.fromEntries(sides));
  report.rates('hop', rounds, 'requests/s');
  const cpu = cpuEach('hop');
  const [nginx = [], gateway = [], keyed = [], fetching = [], Caddy = [], Fastify = []] = Object.values(rounds);
  report.add('CPU per request', gateway.map(cpu), 'µs');
  report.add('static hop: gateway : nginx', ratios(gateway, nginx));
  report.add('static hop: gateway : Caddy', ratios(gateway, Caddy), '', { atLeast: 1.4 });
  report.add("static hop: gateway : Fastify's http-proxy", ratios(gateway, Fastify), '', { atLeast: 1.2 });
  report.add('with keys and limits : without', ratios(keyed, gateway), '', { atLeast: 0.88 });
  report.add('CPU per request : Bun.serve and fetch', ratios(gateway, fetching, cpu));
  report.add("CPU per request : Fastify's http-proxy", ratios(gateway, Fastify, cpu));
  await measureLatency(report, { direct: upstream, ...hops });
  for (const service of [...Object.values(hops), upstream]) await service.stop();
};

export const benchGateway = async (report: Report, platform: Platform): Promise<void> => {
  await measureById(report, platform);
  await measureHop(report);
};
