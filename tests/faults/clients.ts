// Clients that post orders with an Idempotency-Key and repeat each until a 200, some once more.

import { createClient } from '@matinee/client';
import { urls } from '../support/platform.ts';
import type { Random } from '../support/random.ts';

type Counts = { accepted: number; refused: number; unanswered: number; repeats: number; wrong: string[] };

export type Clients = {
  prefix: string;
  /** By user: the time of the 200, in ms since the start. */
  accepted: Map<string, number>;
  requested: Set<string>;
  /** The ids of the newest accepted orders. */
  newest: string[];
  counts: Counts;
  stop: () => Promise<void>;
};

export const api = createClient({
  url: urls.GATEWAY_URL ?? '',
  fetch: (request) => fetch(request, { signal: AbortSignal.timeout(10_000) }),
});

export const startClients = (count: number, random: Random): Clients => {
  const prefix = `faults-${crypto.randomUUID().slice(0, 8)}-`;
  const accepted = new Map<string, number>();
  const start = performance.now();
  const requested = new Set<string>();
  const newest: string[] = [];
  const counts: Counts = { accepted: 0, refused: 0, unanswered: 0, repeats: 0, wrong: [] };
  let stopping = false;

  /** @returns whether the response is a 200 */
  const attempt = async (user: string, key: string): Promise<boolean> => {
    try {
      const { data, error, response } = await api.POST('/api/billing', {
        params: { header: { 'Idempotency-Key': key } },
        body: { user_id: user, number_of_items: 1, total_amount: '9.99' },
      });
      if (response.status === 503) counts.refused += 1;
      else if (response.status !== 200) counts.wrong.push(`${response.status} ${JSON.stringify(error)}`);
      if (data) newest.push(data.id);
      if (newest.length > 100) newest.shift();
      return response.status === 200;
    } catch {
      counts.unanswered += 1;
      return false;
    }
  };

  const client = async (name: number) => {
    for (let order = 0; !stopping; order++) {
      const user = `${prefix}${name}-${order}`;
      const key = crypto.randomUUID();
      requested.add(user);
      // Not ended by `stop`: a started order is repeated until its 200.
      for (const end = Date.now() + 90_000; Date.now() < end; counts.repeats += 1) {
        if (await attempt(user, key)) {
          accepted.set(user, performance.now() - start);
          counts.accepted += 1;
          break;
        }
        await Bun.sleep(random.between(50, 300));
      }
      if (random.between(0, 1) < 0.1 && accepted.has(user)) {
        counts.repeats += 1;
        await attempt(user, key);
      }
      await Bun.sleep(random.between(0, 20));
    }
  };

  const clients = Array.from({ length: count }, (_, name) => client(name));
  return {
    prefix,
    accepted,
    requested,
    newest,
    counts,
    stop: async () => {
      stopping = true;
      await Promise.all(clients);
    },
  };
};
