import { run } from '@matinee/tests/support/run';
import type postgres from 'postgres';
import { type Platform, top } from '../platform.ts';

/** The folder of the movies, as JSON. */
const folder = process.env.MATINEE_FILMS || `${top}/../shared/films`;

/** Imports all movies as a person would. */
export const importMovies = ({ root, env }: Platform): Promise<string> =>
  run(['bun', `${root}/inventory/import/cli.ts`, folder], env as Record<string, string>);

/** An empty catalogue, whose next movies have ids from 1 on without gaps, then all movies. @returns how many */
export const refill = async (sql: postgres.Sql, platform: Platform): Promise<number> => {
  await sql`truncate movies restart identity`;
  await importMovies(platform);
  await sql`vacuum analyze`;
  const [{ count }] = await sql<[{ count: number }]>`select count(*)::integer as count from movies`;
  return count;
};
