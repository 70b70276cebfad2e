// The main paths through a platform.
import { connectAsAdmin } from '@matinee/tests/support/database';
import { billingSide } from '../billing/drain.ts';
import { orders } from '../billing/intake.ts';
import { openQueue } from '../billing/queue.ts';
import { additions, reads, refill } from '../catalogue/movies.ts';
import { wrkSide } from '../load/wrk.ts';
import type { Side } from '../measure/turns.ts';
import { quick } from '../options.ts';
import { creations } from '../pairing/tokens.ts';
import type { Platform } from '../platform.ts';

/** Fills a platform with movies and stops its billing. @returns the sides, which name the processes that run at the moment */
export const openPaths = async (platform: Platform) => {
  const movies = connectAsAdmin(platform.inventoryDatabase, platform.env);
  const count = await refill(movies, platform);
  await movies.end();
  await platform.pm2('stop', 'billing_app');
  const queue = await openQueue(platform);
  const sql = connectAsAdmin(platform.billingDatabase, platform.env);
  const { gatewayPort: port } = platform;
  const sides = async () => {
    const gateway = await platform.pidOf('gateway_app');
    const list = (query: string) => wrkSide({ port, paths: [`/api/movies${query}`] });
    return {
      'a movie by its id': wrkSide(reads(port, count), { gateway }),
      'a page of the list': list('?limit=20'),
      'a page of it by title': list('?sort=title&limit=20'),
      'a search': list('?q=godfathr&limit=20'),
      'a movie added': wrkSide(additions(port)),
      'an order accepted': { ...wrkSide(orders(port)), prepare: () => queue.purge() },
      'waiting orders stored': billingSide(platform, queue, sql, quick ? 10_000 : 40_000),
      'a token created': wrkSide(creations(port)),
    } satisfies Record<string, Side>;
  };
  const close = async () => {
    await queue.close();
    await sql.end();
  };
  return { sides, close };
};
