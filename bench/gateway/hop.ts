// A static answer through one hop.
import { hashKey } from '../../gateway/api-keys/keyring.ts';
import { interleave, perRound } from '../measure/rounds.ts';
import type { Results } from '../report/results.ts';
import { type Service, startGateway } from '../services.ts';
import { readingFilm } from './rate.ts';

type Hops = Record<'nginx' | 'HAProxy' | 'gateway' | 'keyed' | 'Caddy' | 'Fastify' | 'Express', Service>;

/** A gateway that asks for one of three keys, and counts what each is used for. */
export const startKeyedGateway = (upstream: number): Promise<Service> =>
  startGateway(upstream, {
    API_KEYS: ['one', 'two', 'bench'].map((name) => `${name}:${hashKey(`mk_${name}`)}:movies:read`).join(','),
    RATE_LIMIT: '999999999/3600',
  });

export const measureHop = async (results: Results, upstream: Service, hops: Hops) => {
  results.section('A static answer through one hop, 64 connections');
  const { rateOf, errors } = readingFilm('/api/movies/1');
  const behind = { upstream: upstream.pid };
  const rates = await interleave(4, {
    nginx: rateOf(hops.nginx, behind),
    gateway: rateOf(hops.gateway, behind),
    keyed: rateOf(hops.keyed, behind, 'bench/gateway/key.lua'),
    HAProxy: rateOf(hops.HAProxy, behind),
    Caddy: rateOf(hops.Caddy, behind),
    Fastify: rateOf(hops.Fastify, behind),
    Express: rateOf(hops.Express, behind),
  });
  for (const [name, measured] of Object.entries(rates))
    results.line(name === 'keyed' ? 'gateway, with keys and throttling' : name, measured, 'requests/s');
  const to = (name: keyof typeof rates) => perRound(rates.gateway.values, rates[name].values);
  results.ratio('static hop: gateway : nginx', to('nginx'));
  results.ratio('static hop: gateway : HAProxy', to('HAProxy'));
  results.ratio('static hop: gateway : Caddy', to('Caddy'), { atLeast: 2 });
  results.ratio("static hop: gateway : Fastify's http-proxy", to('Fastify'), { atLeast: 3 });
  results.ratio('static hop: gateway : Express with http-proxy-middleware', to('Express'), { atLeast: 8 });
  results.ratio('with keys and throttling : without', perRound(rates.keyed.values, rates.gateway.values), { atLeast: 0.9 });
  results.amount('static hop: errors', errors(), '', { atMost: 0 });
};
