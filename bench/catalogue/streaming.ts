// All films of a million in one answer, through the gateway, beside psql.
import { memoryMb } from '../measure/memory.ts';
import { perRound } from '../measure/rounds.ts';
import { inTurns, type Side } from '../measure/turns.ts';
import type { Platform } from '../platform.ts';
import { startCounting } from '../processes.ts';
import type { Results } from '../report/results.ts';
import type { Service } from '../services.ts';
import { millionToo } from './databases.ts';
import { psql } from './psql.ts';

/** A command that prints, in MB. */
const printing = (command: string[], processes: Record<string, number>): Side => ({
  processes,
  start: () => {
    const { pid, bytes } = startCounting(command);
    return { pid, ended: bytes.then((count) => count / 1e6) };
  },
});

// What lies in the buffers between a server and a command that is stopped is no large part of what it sends in so long a turn.
const turnMs = 500;

export const measureStreaming = async (results: Results, platform: Platform, inventory: Service, gateway: Service) => {
  const before = { inventory: await memoryMb(inventory.pid), gateway: await memoryMb(gateway.pid) };
  const PostgreSQL = await platform.postgresPid();
  const copy = psql(platform, millionToo, 'copy (select row_to_json(movies) from movies) to stdout');
  const all = ['curl', '--silent', '--fail', `http://127.0.0.1:${gateway.port}/api/movies`];
  const rates = await inTurns(
    2,
    {
      psql: printing(copy, { PostgreSQL }),
      gateway: printing(all, { gateway: gateway.pid, inventory: inventory.pid, PostgreSQL }),
    },
    { warmUp: 0, turnMs },
  );
  results.section('GET /api/movies, a million films');
  results.line('psql: copy (select row_to_json …) to stdout', rates.psql, 'MB/s');
  results.line('through the gateway', rates.gateway, 'MB/s');
  results.ratio('all films: gateway : psql', perRound(rates.gateway.values, rates.psql.values), { atLeast: 0.5 });
  const grown = async (service: Service, was: number) => (await memoryMb(service.pid, 'VmHWM')) - was;
  results.amount("inventory's memory grows by", await grown(inventory, before.inventory), 'MB', { atMost: 64 });
  results.amount("gateway's memory grows by", await grown(gateway, before.gateway), 'MB', { atMost: 64 });
};
