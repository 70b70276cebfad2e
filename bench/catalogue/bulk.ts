// All movies at once: read through the gateway, and imported, both beside psql.
import { run } from '@matinee/tests/support/run';
import type postgres from 'postgres';
import { memoryMb } from '../measure/processes.ts';
import { inTurns, ratios, timed } from '../measure/turns.ts';
import { quick } from '../options.ts';
import { type Platform, psql } from '../platform.ts';
import type { Report } from '../report.ts';
import { startGateway } from '../services.ts';
import type { Service } from '../start.ts';
import { columns, importMovies } from './movies.ts';

/** A smaller catalogue is read several times over the same connection, so that a measurement takes a while. */
const minMovies = quick ? 1 : 300_000;

/** @param inventory one over `database` that has not yet answered a list of all movies */
export const measureStreaming = async (
  report: Report,
  platform: Platform,
  { database, movies }: { database: string; movies: number },
  inventory: Service,
) => {
  const many = movies.toLocaleString('en');
  report.section(`GET /api/movies, ${many} movies`);
  const gateway = await startGateway(inventory.port);
  const before = [inventory, gateway].map(({ pid }) => memoryMb(pid));
  const times = Math.ceil(minMovies / movies);
  const again = (...part: string[]) => Array.from({ length: times }, () => part).flat();
  const side = (...command: string[]) => ({
    measure: () => timed(movies * times, () => run(['bash', '-o', 'pipefail', '-c', '"$@" | wc -c', 'bash', ...command])),
  });
  const copy = `copy (select row_to_json(movie) from (select id, ${columns} from movies) as movie) to stdout`;
  const rounds = await inTurns(
    times > 1 ? 4 : 2,
    {
      psql: side(...psql(platform, database), ...again('-c', copy)),
      gateway: side('curl', '--silent', '--fail', ...again(`http://127.0.0.1:${gateway.port}/api/movies`)),
    },
    { warmUp: false },
  );
  report.rates(many, rounds, 'movies/s');
  report.add(`all of ${many} movies: gateway : psql`, ratios(rounds.gateway, rounds.psql), '', { atLeast: 1 });
  const growth = [inventory, gateway].map(({ pid }, index) => memoryMb(pid, 'VmHWM') - (before[index] ?? 0));
  report.add(`${many} movies: memory growth of inventory or the gateway`, Math.max(...growth), 'MB', { atMost: 64 });
  await gateway.stop();
};

/** Leaves the catalogue filled. */
export const measureImport = async (report: Report, platform: Platform, sql: postgres.Sql, movies: number) => {
  report.section(`Importing ${movies.toLocaleString('en')} movies`);
  const copy = (direction: string) =>
    run(
      psql(platform, platform.inventoryDatabase, '-c', `\\copy movies (${columns}) ${direction} '${platform.state}/movies.copy'`),
    );
  await copy('to');
  // Deleted, not truncated: into new and empty indexes \copy takes three times as long.
  const prepare = async () => {
    await sql`delete from movies`;
    await sql`vacuum`;
  };
  const rounds = await inTurns(
    2,
    {
      '\\copy': { prepare, measure: () => timed(movies, () => copy('from')) },
      import: { prepare, measure: () => timed(movies, () => importMovies(platform)) },
    },
    { warmUp: false },
  );
  report.rates('importing', rounds, 'movies/s');
  const times = ratios(rounds.import, rounds['\\copy'], ({ seconds }) => seconds);
  report.add('import : \\copy, time', times, '', { atMost: 1.7 });
};
