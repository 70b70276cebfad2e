// The steps of pairing one by one, each on tokens of its own.
import { showCode } from '@matinee/contracts/tokens';
import { connectAsAdmin } from '@matinee/tests/support/database';
import type { Requests } from '../load/wrk.ts';

export const perStep = ['create', 'query', 'pair'] as const;
export type Step = (typeof perStep)[number];

/** The file of a database's tokens' codes. */
const codesOf = (database: string): string => `${process.env.MATINEE_STATE}/codes.${database}`;

/** Fills a database with tokens that are free, for one round of a step; answers the file with their codes. */
export const fill = async (database: string, count: number): Promise<string> => {
  const sql = connectAsAdmin(database);
  const rows = await sql<{ code: string }[]>`
    insert into tokens (code, entity_1, expires_at)
    select translate(substr(md5(random()::text), 1, 8), '0123456789abcdef', 'BCDFGHJKLMNPQRST'), 'screen:42', now() + interval '1 hour'
    from generate_series(1, ${count}) on conflict do nothing returning code`;
  await Bun.write(codesOf(database), rows.map(({ code }) => showCode(code)).join('\n'));
  await sql.end();
  return codesOf(database);
};

/**
 * Lets a database finish what filling it has begun, which would otherwise fall into the measured time: dead rows, statistics, and the log that is
 * written to the disk and then used again, where a new cluster stops for each further 16 MB to make a file.
 */
export const settle = async (database: string): Promise<void> => {
  const sql = connectAsAdmin(database);
  await sql`vacuum analyze tokens`;
  await sql`checkpoint`;
  await sql.end();
};

/** A step at a port, about the tokens that a database was last filled with. */
export const stepRequests = (step: Step, port: number, database: string): Requests => ({
  port,
  script: 'bench/pairing/step.lua',
  env: { STEP: step, CODES: codesOf(database) },
});
