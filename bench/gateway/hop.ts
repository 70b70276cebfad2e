// A static answer through one hop.
import { hashKey } from '../../gateway/api-keys/api-keys.ts';
import { wrkSide } from '../load/wrk.ts';
import { perRound } from '../measure/rounds.ts';
import { inTurns } from '../measure/turns.ts';
import type { Results } from '../report/results.ts';
import { type Service, startGateway } from '../services.ts';

type Hops = Record<'nginx' | 'HAProxy' | 'gateway' | 'keyed' | 'Caddy' | 'Fastify' | 'Express', Service>;

/** A gateway that asks for one of three keys, and counts what each is used for. */
export const startKeyedGateway = (upstream: number): Promise<Service> =>
  startGateway(upstream, {
    API_KEYS: ['one', 'two', 'bench'].map((name) => `${name}:${hashKey(`mk_${name}`)}:movies:read`).join(','),
    RATE_LIMIT: '999999999/3600',
  });

export const measureHop = async (results: Results, upstream: Service, hops: Hops) => {
  results.section('A static answer through one hop, 64 connections');
  const tally = { errors: 0 };
  const side = ({ port, pid }: Service, script?: string) =>
    wrkSide({ port, path: '/api/movies/1', ...(script && { script }) }, tally, { hop: pid, upstream: upstream.pid });
  const rates = await inTurns(
    3,
    {
      nginx: side(hops.nginx),
      gateway: side(hops.gateway),
      keyed: side(hops.keyed, 'bench/gateway/key.lua'),
      HAProxy: side(hops.HAProxy),
      Caddy: side(hops.Caddy),
      Fastify: side(hops.Fastify),
      Express: side(hops.Express),
    },
    { warmUp: 2 },
  );
  for (const [name, measured] of Object.entries(rates))
    results.line(name === 'keyed' ? 'gateway, with keys and throttling' : name, measured, 'requests/s');
  const to = (name: keyof typeof rates) => perRound(rates.gateway.values, rates[name].values);
  results.ratio('static hop: gateway : nginx', to('nginx'));
  results.ratio('static hop: gateway : HAProxy', to('HAProxy'));
  results.ratio('static hop: gateway : Caddy', to('Caddy'), { atLeast: 2 });
  results.ratio("static hop: gateway : Fastify's http-proxy", to('Fastify'), { atLeast: 3 });
  results.ratio('static hop: gateway : Express with http-proxy-middleware', to('Express'), { atLeast: 8 });
  results.ratio('with keys and throttling : without', perRound(rates.keyed.values, rates.gateway.values), { atLeast: 0.9 });
  results.amount('static hop: errors', tally.errors, '', { atMost: 0 });
};
