import { run } from '@matinee/testing/run';
import type postgres from 'postgres';
import { type Platform, top } from '../platform.ts';

/** The folder of the films, as JSON. */
const films = process.env.MATINEE_FILMS || `${top}/../shared/films`;

/** Imports all films as a person would. */
export const importFilms = ({ root, env }: Platform): Promise<string> =>
  run(['bun', `${root}/inventory/import/cli.ts`, films], env as Record<string, string>);

/** An empty catalogue, whose next films have ids from 1 on without gaps, then all films. @returns how many */
export const refill = async (sql: postgres.Sql, platform: Platform): Promise<number> => {
  await sql`truncate movies restart identity`;
  await importFilms(platform);
  await sql`vacuum analyze`;
  const [{ count }] = await sql<[{ count: number }]>`select count(*)::integer as count from movies`;
  return count;
};
