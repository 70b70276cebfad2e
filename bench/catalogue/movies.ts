import { run } from '@matinee/tests/support/run';
import type postgres from 'postgres';
import type { Requests } from '../load/wrk.ts';
import { type Platform, top } from '../platform.ts';
import type { Service } from '../start.ts';

/** A platform's catalogue, filled, and the peer beside it. `processes`: of inventory. */
export type Catalogue = {
  platform: Platform;
  sql: postgres.Sql;
  movies: number;
  fastify: Service;
  PostgreSQL: number;
  processes: Record<'inventory' | 'PostgreSQL', number>;
};

/** The columns that a movie is written by. */
export const columns = 'title, description, year, "cast", genres, href, thumbnail, thumbnail_width, thumbnail_height';

const folder = process.env.MATINEE_FILMS || `${top}/../shared/films`;

export const importMovies = ({ root, env }: Platform): Promise<string> =>
  run(['bun', `${root}/inventory/import/cli.ts`, folder], env as Record<string, string>);

/** Imports all movies into an emptied catalogue, so that the ids have no gaps. @returns how many */
export const refill = async (sql: postgres.Sql, platform: Platform): Promise<number> => {
  await sql`truncate movies restart identity`;
  await importMovies(platform);
  await sql`vacuum analyze`;
  const [{ count }] = await sql<[{ count: number }]>`select count(*)::integer as count from movies`;
  return count;
};

/** Reads of all movies by id, in an order in which a cache does not help. */
export const reads = (port: number, movies: number): Requests => ({
  port,
  paths: Array.from({ length: movies }, (_, index) => `/api/movies/${((index * 7919) % movies) + 1}`),
});

export const additions = (port: number): Requests => ({
  port,
  paths: ['/api/movies'],
  method: 'POST',
  body: '{"title":"A new movie","description":"Very short description"}',
});
