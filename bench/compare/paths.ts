// The main paths through a platform, as rates: of each, more is better.
import { connectAsAdmin } from '@matinee/testing/database';
import { drainByBilling } from '../billing/drain.ts';
import { takeOrders } from '../billing/intake.ts';
import { openQueue } from '../billing/queue.ts';
import { add } from '../catalogue/adding.ts';
import { readById } from '../catalogue/by-id.ts';
import { refill } from '../catalogue/films.ts';
import { type Closed, wrk } from '../load/wrk.ts';
import type { Side } from '../measure/rounds.ts';
import { playStep } from '../pairing/steps.ts';
import type { Platform } from '../platform.ts';

export type Paths = Awaited<ReturnType<typeof openPaths>>;

const drained = 30_000;

/** Fills a platform with films, and stops its billing until orders are to be drained. */
export const openPaths = async (platform: Platform) => {
  const movies = connectAsAdmin(platform.inventoryDatabase, platform.env);
  const films = await refill(movies, platform);
  await movies.end();
  await platform.pm2('stop', 'billing_app');
  const queue = await openQueue(platform);
  const sql = connectAsAdmin(platform.billingDatabase, platform.env);
  let errors = 0;
  const at = (load: () => Promise<Closed>): Side => ({
    measure: async () => {
      const seen = await load();
      errors += seen.errors;
      return seen.rate;
    },
  });
  const { gatewayPort: port } = platform;
  const list = (query: string) => at(() => wrk(`http://127.0.0.1:${port}/api/movies${query}`));
  return {
    sides: {
      'a film by its id': at(() => readById(port, films)),
      'a page of the list': list('?sort=title&limit=20'),
      'a search': list('?q=godfathr&limit=20'),
      'a film added': at(() => add(port)),
      'an order taken': { ...at(() => takeOrders(platform)), prepare: () => queue.purge() },
      'waiting orders stored': {
        prepare: () => queue.fill(drained),
        measure: async () => (await drainByBilling(platform, queue, sql, drained, drained * 0.2)).warm,
      },
      'a token created': at(() => playStep('create', port)),
    } satisfies Record<string, Side>,
    errors: () => errors,
    close: async () => {
      await queue.close();
      await sql.end();
    },
  };
};
