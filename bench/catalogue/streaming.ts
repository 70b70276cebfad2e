// All films of a million in one answer, through the gateway, beside psql.
import { memoryMb } from '../measure/memory.ts';
import { interleave, perRound } from '../measure/rounds.ts';
import type { Platform } from '../platform.ts';
import { startToEnd } from '../processes.ts';
import type { Results } from '../report/results.ts';
import type { Service } from '../services.ts';
import { million } from './databases.ts';
import { psql } from './psql.ts';

/** What a command prints, in MB/s. */
const rateOf = async (command: string[]): Promise<number> => {
  const begun = performance.now();
  const bytes = Number(await startToEnd(['bash', '-o', 'pipefail', '-c', '"$@" | wc -c', 'bash', ...command]).printed);
  return bytes / 1000 / (performance.now() - begun);
};

export const measureStreaming = async (results: Results, platform: Platform, inventory: Service, gateway: Service) => {
  const before = { inventory: await memoryMb(inventory.pid), gateway: await memoryMb(gateway.pid) };
  const PostgreSQL = await platform.postgresPid();
  const copy = psql(platform, million, 'copy (select row_to_json(movies) from movies) to stdout');
  const all = ['curl', '--silent', '--fail', `http://127.0.0.1:${gateway.port}/api/movies`];
  // Not in turns: what lies between the database and a client that is stopped, in the sockets' buffers and the services, is 30 MB.
  const rates = await interleave(
    2,
    {
      psql: { measure: () => rateOf(copy), processes: { PostgreSQL } },
      gateway: { measure: () => rateOf(all), processes: { gateway: gateway.pid, inventory: inventory.pid, PostgreSQL } },
    },
    { warmUp: 0 },
  );
  results.section('GET /api/movies, a million films');
  results.line('psql: copy (select row_to_json …) to stdout', rates.psql, 'MB/s');
  results.line('through the gateway', rates.gateway, 'MB/s');
  results.ratio('all films: gateway : psql', perRound(rates.gateway.values, rates.psql.values), { atLeast: 0.5 });
  const grown = async (service: Service, was: number) => (await memoryMb(service.pid, 'VmHWM')) - was;
  results.amount("inventory's memory grows by", await grown(inventory, before.inventory), 'MB', { atMost: 64 });
  results.amount("gateway's memory grows by", await grown(gateway, before.gateway), 'MB', { atMost: 64 });
};
