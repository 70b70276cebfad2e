// The gateway beside what others do with the same hop, in one run. See scripts/bench.sh.
import { hashKey } from '../gateway/api-keys/keyring.ts';
import { freePort, installPeers, startCaddy, startGateway, startNginx, startNode, startOn, stopPeers } from './hops/peers.ts';
import { openLoop, summary } from './load/open-loop.ts';
import { wrk } from './load/wrk.ts';
import { interleave, line, ratio, spread } from './rounds.ts';

const median = (values: number[]) => spread(values).median;
let errors = 0;

const rateOf =
  (port: number, script = '') =>
  async (): Promise<number> => {
    const { rate, errors: failed } = await wrk(`http://127.0.0.1:${port}/api/movies/1`, { seconds: 3, script });
    errors += failed;
    return rate;
  };

const byId = async (nginx: (upstream: number) => Promise<number>) => {
  const inventory = Number(process.env.INVENTORY_PORT);
  const [gateway, peer] = [await startGateway(inventory), await nginx(inventory)];
  console.log('Reading a film by its id, 64 connections, in front of the same inventory');
  const rates = await interleave(5, { direct: rateOf(inventory), nginx: rateOf(peer), gateway: rateOf(gateway) });
  line('inventory, no hop', rates.direct, 'requests/s');
  line('nginx, one worker', rates.nginx, 'requests/s');
  line('gateway', rates.gateway, 'requests/s');
  ratio('gateway : nginx', median(rates.gateway) / median(rates.nginx), { atLeast: 0.7 });
};

const staticHop = async (
  upstream: number,
  ports: Record<'gateway' | 'keyed' | 'nginx' | 'caddy' | 'fastify' | 'express', number>,
) => {
  console.log('A static answer through one hop, 64 connections');
  const rates = await interleave(5, {
    upstream: rateOf(upstream),
    nginx: rateOf(ports.nginx),
    gateway: rateOf(ports.gateway),
    keyed: rateOf(ports.keyed, 'bench/hops/key.lua'),
    caddy: rateOf(ports.caddy),
    fastify: rateOf(ports.fastify),
    express: rateOf(ports.express),
  });
  for (const [name, values] of Object.entries(rates))
    line(name === 'keyed' ? 'gateway, with keys and throttling' : name, values, 'requests/s');
  const gateway = median(rates.gateway);
  ratio('gateway : nginx', gateway / median(rates.nginx), { atLeast: 0.7 });
  ratio('gateway : Caddy', gateway / median(rates.caddy), { atLeast: 2 });
  ratio("gateway : Fastify's http-proxy", gateway / median(rates.fastify), { atLeast: 3 });
  ratio('gateway : Express with http-proxy-middleware', gateway / median(rates.express), { atLeast: 8 });
  ratio('with keys and throttling : without', median(rates.keyed) / gateway, { atLeast: 0.9 });
};

const addedLatency = async (upstream: number, nginx: number, gateway: number) => {
  console.log('What the hop adds at 1,000 requests/s, from the moment at which each was meant to start');
  const request = 'GET /api/movies/1 HTTP/1.1\r\nHost: bench\r\n\r\n';
  const p99: Record<number, number[]> = { [upstream]: [], [nginx]: [], [gateway]: [] };
  const p50Of = (port: number) => async () => {
    const seen = summary(await openLoop({ port, rate: 1000, seconds: 5, connections: 32, next: () => request }));
    errors += seen.errors;
    p99[port]?.push(seen.p99);
    return seen.p50;
  };
  const p50 = await interleave(5, { direct: p50Of(upstream), nginx: p50Of(nginx), gateway: p50Of(gateway) });
  for (const [name, port] of [
    ['direct', upstream],
    ['nginx', nginx],
    ['gateway', gateway],
  ] as const) {
    line(`${name}, p50`, p50[name], 'ms');
    line(`${name}, p99`, p99[port] ?? [], 'ms');
  }
  // What lies below the clock's and the machine's noise is no ratio: a twentieth of a millisecond is the least that is told apart.
  const added = (hop: number[], direct: number[]) => Math.max(0.05, median(hop) - median(direct));
  ratio('p50 that the gateway adds : that nginx adds', added(p50.gateway, p50.direct) / added(p50.nginx, p50.direct), {
    atMost: 2,
  });
  const [direct = [], ofNginx = [], ofGateway = []] = [p99[upstream], p99[nginx], p99[gateway]];
  ratio('p99 that the gateway adds : that nginx adds', added(ofGateway, direct) / added(ofNginx, direct), { atMost: 2 });
};

const { packages, node } = await installPeers();
try {
  await byId((upstream) => startNginx(packages, upstream));
  const upstream = freePort();
  await startOn(upstream, ['bun', 'bench/hops/static.ts', String(upstream)]);
  const ports = {
    gateway: await startGateway(upstream),
    keyed: await startGateway(upstream, {
      API_KEYS: ['one', 'two', 'bench'].map((name) => `${name}:${hashKey(`mk_${name}`)}:movies:read`).join(','),
      RATE_LIMIT: '999999999/3600',
    }),
    nginx: await startNginx(packages, upstream),
    caddy: await startCaddy(packages, upstream),
    fastify: await startNode(node, 'fastify.mjs', upstream),
    express: await startNode(node, 'express.mjs', upstream),
  };
  await staticHop(upstream, ports);
  await addedLatency(upstream, ports.nginx, ports.gateway);
  ratio('errors', errors, { atMost: 0 });
} finally {
  stopPeers();
}
process.exit(0);
