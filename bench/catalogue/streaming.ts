// All movies in one answer, through the gateway, beside psql.
import { memoryMb } from '../measure/memory.ts';
import { interleave, perRound } from '../measure/rounds.ts';
import { seconds } from '../measure/time.ts';
import type { Platform } from '../platform.ts';
import { startToEnd } from '../processes.ts';
import type { Results } from '../report/results.ts';
import { type Service, startGateway } from '../services.ts';
import { columns } from './databases.ts';
import { psql } from './psql.ts';

/** Fewer are read several times over the same connection, so that a measurement takes a while. */
const leastMovies = 300_000;

/** @param inventory one over `database` that has answered no list of all movies yet */
export const measureStreaming = async (
  results: Results,
  platform: Platform,
  database: string,
  movies: number,
  inventory: Service,
) => {
  const gateway = await startGateway(inventory.port);
  const before = { inventory: await memoryMb(inventory.pid), gateway: await memoryMb(gateway.pid) };
  const PostgreSQL = await platform.postgresPid();
  const times = Math.ceil(leastMovies / movies);
  const again = (...part: string[]) => Array.from({ length: times }, () => part).flat();
  const rateOf = async (command: string[]) =>
    (movies * times) /
    (await seconds(() => startToEnd(['bash', '-o', 'pipefail', '-c', '"$@" | wc -c', 'bash', ...command]).printed));
  const copy = `copy (select row_to_json(movie) from (select id, ${columns} from movies) as movie) to stdout`;
  const psqlCommand = [...psql(platform, database, copy), ...again('-c', copy).slice(2)];
  const curl = ['curl', '--silent', '--fail', ...again(`http://127.0.0.1:${gateway.port}/api/movies`)];
  // Not in turns: what lies between the database and a client that is stopped, in the sockets' buffers and the services, is 30 MB.
  const rates = await interleave(
    times > 1 ? 4 : 2,
    {
      psql: { measure: () => rateOf(psqlCommand), processes: { PostgreSQL } },
      gateway: { measure: () => rateOf(curl), processes: { gateway: gateway.pid, inventory: inventory.pid, PostgreSQL } },
    },
    { warmUp: 0 },
  );
  const many = movies.toLocaleString('en');
  results.section(`GET /api/movies, ${many} movies`);
  results.line('psql: copy (select row_to_json …) to stdout', rates.psql, 'movies/s');
  results.line('through the gateway', rates.gateway, 'movies/s');
  results.ratio(`all of ${many} movies: gateway : psql`, perRound(rates.gateway.values, rates.psql.values), { atLeast: 1 });
  for (const [name, { pid }] of Object.entries({ inventory, gateway })) {
    const grown = (await memoryMb(pid, 'VmHWM')) - before[name as keyof typeof before];
    results.amount(`${many} movies: ${name}'s memory grows by`, grown, 'MB', { atMost: 64 });
  }
  await gateway.stop();
};
