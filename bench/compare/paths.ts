// The main paths through a platform, as rates: of each, more is better.
import { connectAsAdmin } from '@matinee/tests/support/database';
import { billingSide } from '../billing/drain.ts';
import { orders } from '../billing/intake.ts';
import { openQueue } from '../billing/queue.ts';
import { additions } from '../catalogue/adding.ts';
import { reads } from '../catalogue/by-id.ts';
import { refill } from '../catalogue/movies.ts';
import { wrkSide } from '../load/wrk.ts';
import type { Side } from '../measure/turns.ts';
import { stepRequests } from '../pairing/steps.ts';
import type { Platform } from '../platform.ts';

export type Paths = Awaited<ReturnType<typeof openPaths>>;

const drained = 40_000;

/** Fills a platform with films, and stops its billing until orders are to be drained. */
export const openPaths = async (platform: Platform) => {
  const movies = connectAsAdmin(platform.inventoryDatabase, platform.env);
  const films = await refill(movies, platform);
  await movies.end();
  await platform.pm2('stop', 'billing_app');
  const queue = await openQueue(platform);
  const sql = connectAsAdmin(platform.billingDatabase, platform.env);
  const tally = { errors: 0 };
  const { gatewayPort: port } = platform;
  const list = (query: string) => wrkSide({ port, path: `/api/movies${query}` }, tally);
  return {
    sides: {
      'a movie by its id': wrkSide(reads(port, films), tally),
      'a page of the list': list('?limit=20'),
      'a page of it by title': list('?sort=title&limit=20'),
      'a search': list('?q=godfathr&limit=20'),
      'a film added': wrkSide(additions(port), tally),
      'an order taken': { ...wrkSide(orders(port), tally), prepare: () => queue.purge() },
      'waiting orders stored': billingSide(platform, queue, sql, drained),
      'a token created': wrkSide(stepRequests('create', port, platform.pairingDatabase), tally),
    } satisfies Record<string, Side>,
    errors: () => tally.errors,
    close: async () => {
      await queue.close();
      await sql.end();
    },
  };
};
