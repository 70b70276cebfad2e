// The import of all movies beside psql's \copy of the same rows into the same table.
import { run } from '@matinee/tests/support/run';
import type postgres from 'postgres';
import { interleave, perRound } from '../measure/rounds.ts';
import { seconds } from '../measure/time.ts';
import type { Platform } from '../platform.ts';
import type { Results } from '../report/results.ts';
import { columns } from './databases.ts';
import { importMovies } from './movies.ts';
import { psql } from './psql.ts';

/** Leaves the catalogue filled. */
export const measureImport = async (results: Results, platform: Platform, sql: postgres.Sql, count: number) => {
  const file = `${platform.state}/movies.copy`;
  const { inventoryDatabase: database } = platform;
  await run(psql(platform, database, `\\copy movies (${columns}) to '${file}'`));
  // Deleted, not truncated: into new and empty indexes \copy takes three times as long, and would be no limit.
  const prepare = async () => {
    await sql`delete from movies`;
    await sql`vacuum`;
  };
  const PostgreSQL = await platform.postgresPid();
  const copy = () => run(psql(platform, database, `\\copy movies (${columns}) from '${file}'`));
  const times = await interleave(
    2,
    {
      copy: { prepare, measure: () => seconds(copy), processes: { PostgreSQL } },
      import: { prepare, measure: () => seconds(() => importMovies(platform)), processes: { PostgreSQL } },
    },
    { warmUp: 0 },
  );
  results.section(`Importing ${count.toLocaleString('en')} movies`);
  results.line('psql: \\copy into the same table with its indexes', times.copy, 's');
  results.line('import, with its start', times.import, 's');
  results.ratio('import : \\copy', perRound(times.import.values, times.copy.values), { atMost: 1.7 });
};
