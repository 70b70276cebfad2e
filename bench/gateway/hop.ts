// A static answer through one hop.
import { hashKey } from '../../gateway/api-keys/api-keys.ts';
import { wrkSide } from '../load/wrk.ts';
import { cpuEach, perRound } from '../measure/rounds.ts';
import { inTurns, type Side } from '../measure/turns.ts';
import type { Results } from '../report/results.ts';
import { type Service, startGateway } from '../services.ts';

type Hop = 'nginx' | 'HAProxy' | 'gateway' | 'keyed' | 'fetch' | 'Caddy' | 'Fastify' | 'Express';
/** `before`: the gateway of another commit, where one was asked for. */
type Hops = Record<Hop, Service> & { before?: Service };

const names: Partial<Record<keyof Hops, string>> = {
  keyed: 'gateway, keys and limits',
  fetch: 'Bun.serve and fetch',
};

/** A gateway that asks for one of three keys, and counts what each is used for. */
export const startKeyedGateway = (upstream: number): Promise<Service> =>
  startGateway(upstream, {
    API_KEYS: ['one', 'two', 'bench'].map((name) => `${name}:${hashKey(`mk_${name}`)}:movies:read`).join(','),
    RATE_LIMIT: '999999999/3600',
  });

/** @param commit that of the hop `before` */
export const measureHop = async (results: Results, upstream: Service, hops: Hops, commit = '') => {
  results.section('A static answer through one hop, 64 connections');
  const tally = { errors: 0 };
  const sideOf = ([name, { port, pid }]: [string, Service]): [string, Side] => {
    const requests = { port, path: '/api/movies/1', ...(name === 'keyed' && { script: 'bench/gateway/key.lua' }) };
    return [name, wrkSide(requests, tally, { hop: pid, upstream: upstream.pid })];
  };
  const sides = Object.fromEntries(Object.entries(hops).map(sideOf)) as Record<keyof Hops, Side>;
  const rates = await inTurns(4, sides, { warmUp: 2 });
  for (const name of Object.keys(rates) as (keyof Hops)[]) {
    const what = name === 'before' ? `gateway of ${commit}` : (names[name] ?? name);
    results.line(what, rates[name], 'requests/s');
    results.amount(`CPU per forwarded request: ${what}`, cpuEach(rates[name], 'hop'), 'µs');
  }
  const to = (name: Hop) => perRound(rates.gateway.values, rates[name].values);
  results.ratio('static hop: gateway : nginx', to('nginx'));
  results.ratio('static hop: gateway : HAProxy', to('HAProxy'));
  results.ratio('static hop: gateway : Caddy', to('Caddy'), { atLeast: 1.4 });
  results.ratio("static hop: gateway : Fastify's http-proxy", to('Fastify'), { atLeast: 1.2 });
  results.ratio('static hop: gateway : Express with http-proxy-middleware', to('Express'), { atLeast: 2.8 });
  results.ratio('with keys and limits : without', perRound(rates.keyed.values, rates.gateway.values), { atLeast: 0.88 });
  const cpuTo = (name: keyof Hops) => perRound(cpuEach(rates.gateway, 'hop'), cpuEach(rates[name], 'hop'));
  results.ratio('CPU per forwarded request : Bun.serve and fetch', cpuTo('fetch'));
  if (hops.before) results.ratio(`CPU per forwarded request : ${commit}`, cpuTo('before'), { atMost: 1.45 });
  results.amount('static hop: errors', tally.errors, '', { atMost: 0 });
};
