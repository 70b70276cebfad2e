// Measures when orders become rows.
import { connectAsAdmin } from '../support/database.ts';
import { until } from '../support/wait.ts';

export type Storing = {
  began: () => void;
  ended: (kind: string) => void;
  /** Waits for a row whose transaction began after the last fault. @throws after 60 s */
  resumed: () => Promise<void>;
  stop: () => Promise<{
    longest: { seconds: number; after: string };
    /** By kind of fault: the longest time from its end to the first row, s. */
    untilFirst: Record<string, number>;
  }>;
};

const pollMs = 50;
/** Short, as PostgreSQL may be frozen. */
const pollTimeoutMs = 1000;

/** Measures the longest time without a new row while no fault is active. It includes up to one poll. */
export const watchStoring = (userPrefix: string): Storing => {
  const untilFirst: Record<string, number> = {};
  let longest = { seconds: 0, after: 'the start' };
  let after = 'the start';
  let active = 0;
  let since = Date.now();
  // The end of the last fault, until the first row after it.
  let waitingSince: number | undefined = since;
  let stopping = false;

  const measure = () => {
    const seconds = (Date.now() - since) / 1000;
    if (active === 0 && seconds > longest.seconds) longest = { seconds, after };
    since = Date.now();
  };

  const onRow = (begunAt: number) => {
    if (active > 0 || begunAt < (waitingSince ?? 0)) return;
    if (waitingSince !== undefined) untilFirst[after] = Math.max(untilFirst[after] ?? 0, (Date.now() - waitingSince) / 1000);
    waitingSince = undefined;
    measure();
  };

  let newest = '0';
  const poll = async (sql: ReturnType<typeof connectAsAdmin>) => {
    const query = sql<{ id: string; begun_at: Date }[]>`
      select id, created_at as begun_at from orders where id > ${newest} and starts_with(user_id, ${userPrefix}) order by id desc limit 1`;
    const rows = await Promise.race([query, Bun.sleep(pollTimeoutMs)]);
    if (!rows) throw new Error('PostgreSQL did not respond in time.');
    const [row] = rows;
    if (!row) return;
    newest = row.id;
    onRow(row.begun_at.getTime());
  };

  const watch = async () => {
    while (!stopping) {
      // A new client after each error: postgres.js waits up to 20 s before it reconnects.
      const sql = connectAsAdmin(process.env.BILLING_DATABASE_NAME);
      try {
        for (; !stopping; await Bun.sleep(pollMs)) await poll(sql);
      } catch {
        await Bun.sleep(pollMs);
      }
      sql.end({ timeout: 0 }).catch(() => {});
    }
  };
  const watching = watch();

  return {
    began: () => {
      measure();
      active += 1;
    },
    ended: (kind) => {
      active -= 1;
      after = kind;
      since = Date.now();
      waitingSince = since;
    },
    resumed: async () => void (await until('an order to be stored', () => waitingSince === undefined, 60)),
    stop: async () => {
      measure();
      stopping = true;
      await watching;
      return { longest, untilFirst };
    },
  };
};
