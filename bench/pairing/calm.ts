// Latencies at half the top rate.
import { type Load, openLoop } from '../load/open-loop.ts';
import { perRound } from '../measure/rounds.ts';
import type { Platform } from '../platform.ts';
import type { Results } from '../report/results.ts';
import { fill, perStep, type Step, settle } from './steps.ts';

/** Tenths of a second: most of them are spared the machine's own hitches. */
const [rounds, seconds] = [50, 0.1];
/** Seconds at the same rate before them. */
const warmUp = 0.5;

const request = (method: string, path: string, body = '') =>
  `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

/** What a step sends; each token is asked for or paired once. */
const requestsOf = (step: Step, codes: string[]) => {
  let at = 0;
  return (): string => {
    if (step === 'create') return request('POST', '/api/tokens', '{"entity":"screen:42"}');
    const path = `/api/tokens/${codes[at++ % codes.length]}`;
    return step === 'pair' ? request('PUT', path, '{"entity":"phone:77"}') : request('GET', path);
  };
};

/** @param top the steps' top rates */
export const measureCalm = async (results: Results, platform: Platform, top: Record<Step, number>) => {
  results.section('The steps of pairing at half their top rate');
  let errors = 0;
  for (const step of perStep) {
    const rate = Math.round(top[step] / 2);
    const tokens = step === 'create' ? 0 : Math.ceil(rate * (warmUp + rounds * seconds)) + 1000;
    const codes = tokens === 0 ? [] : (await Bun.file(await fill(platform.pairingDatabase, tokens)).text()).split('\n');
    await settle(platform.pairingDatabase);
    const loop = await openLoop({ port: platform.pairingPort, connections: 64, next: requestsOf(step, codes) });
    await loop.send({ rate, seconds: warmUp });
    const seen: Load[] = [];
    for (let round = 0; round < rounds; round++) seen.push(await loop.send({ rate, seconds }));
    loop.close();
    errors += seen.reduce((sum, load) => sum + load.errors, 0);
    for (const percentile of ['p50', 'p99', 'p999'] as const) {
      const name = percentile.replace('999', '99.9');
      results.line(
        `${step}: ${name} at ${rate.toLocaleString('en')}/s`,
        seen.map((one) => one[percentile]),
        'ms',
      );
    }
    const ratios = perRound(
      seen.map(({ p99 }) => p99),
      seen.map(({ p50 }) => p50),
    );
    results.ratio(`${step}: p99 : p50 at half the top rate`, ratios, { atMost: 5 });
  }
  results.amount('at half the top rate: errors', errors, '', { atMost: 0 });
};
