// Posts orders while faults happen, then compares the orders with the rows and dead letters.
import { orderQueues } from '@matinee/contracts/queues';
import { hashOf } from '@matinee/contracts/status';
import { healthy, orders, queue } from '../support/platform.ts';
import { openBroker } from '../support/queue.ts';
import { seeded } from '../support/random.ts';
import { until } from '../support/wait.ts';
import { startClients } from './clients.ts';
import { faults } from './faults.ts';
import { startFlood } from './flood.ts';
import { startHostileClient } from './hostile.ts';
import { watchStoring } from './storing.ts';

export type Outcome = {
  /** By kind: the number of faults, the 503s while they lasted, and the longest time from a fault's end to the next stored order, s. */
  faults: Record<string, { times: number; refused: number; untilFirst: number }>;
  /** The longest time without a stored order and without a fault, and the kind of fault before it. */
  longest: { seconds: number; after: string };
  hostile: number;
  flood: { perSecond: number; answered: number; throughGateway: number };
  accepted: number;
  refused: number;
  unanswered: number;
  repeats: number;
  stored: number;
  /** Accepted with a 200, but no row. */
  lost: string[];
  /** More than one row. */
  doubled: string[];
  /** A row that no client posted. */
  invented: string[];
  /** The number of dead letters that are not the hostile client's. */
  dead: number;
  /** The number of confirmed unusable messages without a dead letter. Deleting the queue may lose some. */
  unkept: number;
  /** Responses other than 200 and 503, and wrong order statuses. */
  wrong: string[];
};

/** @param seconds how long to cause faults @param seed repeats the order and the timing of the faults */
export const runFaults = async ({
  seconds,
  seed,
  kinds = Object.keys(faults),
  report = () => {},
}: {
  seconds: number;
  seed: number;
  kinds?: string[];
  report?: (event: string) => void;
}): Promise<Outcome> => {
  await healthy();
  const random = seeded(seed);
  const caused: Outcome['faults'] = Object.fromEntries(kinds.map((kind) => [kind, { times: 0, refused: 0, untilFirst: 0 }]));
  const clients = startClients(16, seeded(seed + 1));
  const hostile = startHostileClient(seed + 2);
  const flood = startFlood(clients);
  const storing = watchStoring(clients.prefix);

  // Every kind is drawn once before one is drawn again.
  let bag: string[] = [];
  const draw = () => {
    if (bag.length === 0) bag = kinds;
    const kind = random.pick(bag);
    bag = bag.filter((other) => other !== kind);
    return kind;
  };
  const cause = async () => {
    const kind = draw();
    report(kind);
    const before = clients.counts.refused;
    storing.began();
    await faults[kind]?.(random);
    storing.ended(kind);
    const counts = caused[kind];
    if (!counts) return;
    counts.times += 1;
    counts.refused += clients.counts.refused - before;
  };
  const recover = async () => {
    // After a timeout the time without storing is in the result.
    await storing.resumed().catch(({ message }) => report(message));
    await healthy();
  };

  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    await Bun.sleep(random.between(200, 2500));
    await cause();
    if (random.between(0, 1) < 0.5) await recover();
  }
  await recover();
  const { longest, untilFirst } = await storing.stop();
  for (const [kind, counts] of Object.entries(caused)) counts.untilFirst = untilFirst[kind] ?? 0;
  report('settling');
  await Promise.all([clients.stop(), hostile.stop(), flood.stop()]);
  await healthy();
  const rabbit = await openBroker();
  await until('the queue to be empty', async () => (await rabbit.depth(queue)) === 0, 60);
  const rows = await until(
    'no more rows to come',
    async () => {
      const before = (await orders(clients.prefix)).length;
      await Bun.sleep(1000);
      const after = await orders(clients.prefix);
      return after.length === before && after;
    },
    60,
  );
  const dead = await takeAll(rabbit, orderQueues(queue, 'classic').dead.name);
  await rabbit.close();

  const times = new Map<string, number>();
  for (const { user_id } of rows) times.set(user_id, (times.get(user_id) ?? 0) + 1);
  const { accepted, refused, unanswered, repeats, wrong } = clients.counts;
  return {
    faults: caused,
    longest,
    hostile: hostile.sent.size,
    flood: { ...flood.counts, perSecond: Math.round(flood.counts.asked / (flood.counts.ms / 1000)) },
    accepted,
    refused,
    unanswered,
    repeats,
    stored: rows.length,
    lost: [...clients.accepted]
      .filter(([user]) => !times.has(user))
      .map(([user, at]) => `${user} accepted at ${(at / 1000).toFixed(1)} s`),
    doubled: [...times].filter(([, count]) => count > 1).map(([user]) => user),
    invented: [...times.keys()].filter((user) => !clients.requested.has(user)),
    dead: dead.filter((body) => !hostile.sent.has(body)).length,
    unkept: [...hostile.unusable].filter((body) => !dead.includes(body)).length,
    wrong: [...wrong, ...flood.counts.wrong],
  };
};

/** Empties a queue. @returns the hashes of the bodies */
const takeAll = async (rabbit: Awaited<ReturnType<typeof openBroker>>, name: string): Promise<string[]> => {
  const hashes: string[] = [];
  for (let message = await rabbit.take(name); message; message = await rabbit.take(name)) hashes.push(hashOf(message.content));
  return hashes;
};
