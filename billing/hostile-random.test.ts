// Random messages: each order becomes one row, every other message one dead letter. HOSTILE_RUNS: the number of runs; HOSTILE_SEED: repeats a run.
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { deadLetterHeaders } from '@matinee/contracts/queues';
import { hashOf } from '@matinee/contracts/status';
import { createBilling } from '@matinee/tests/support/billing';
import { type HostileMessage, hostileMessages } from '@matinee/tests/support/hostile-messages';
import { publishRaw } from '@matinee/tests/support/raw-amqp';
import { until } from '@matinee/tests/support/wait';
import fc from 'fast-check';

const numRuns = Number(process.env.HOSTILE_RUNS ?? 10);
const seed = Number(process.env.HOSTILE_SEED ?? Date.now() % 1_000_000);
const maxUnsubscribedMs = 5000;

let billing: Awaited<ReturnType<typeof createBilling>>;
beforeAll(async () => {
  billing = await createBilling();
  await billing.start();
});
afterAll(() => billing.end());

/** Polls health until the returned function is called, which returns the longest time without a subscription, ms. */
const watchSubscription = () => {
  let longest = 0;
  let seen = performance.now();
  const watching = { on: true };
  const watch = async () => {
    while (watching.on) {
      const subscribed = await billing.health().then(
        ({ checks }) => checks.queue?.[0].status === 'ok',
        () => false,
      );
      const now = performance.now();
      longest = Math.max(longest, now - seen);
      if (subscribed) seen = now;
      await Bun.sleep(50);
    }
    return longest;
  };
  const done = watch();
  return () => {
    watching.on = false;
    return done;
  };
};

/** Consumes dead letters. @returns the hashes of their bodies */
const takeDead = async (count: number): Promise<string[]> => {
  const { rabbit, queues } = billing;
  const hashes: string[] = [];
  await until(`${count} dead letters`, async () => {
    const dead = await rabbit.take(queues.dead.name);
    if (!dead) return hashes.length >= count;
    expect(dead.properties.headers?.[deadLetterHeaders.reason]).toMatch(/\w/);
    hashes.push(hashOf(dead.content));
    return false;
  });
  return hashes.sort();
};

const check = async (messages: HostileMessage[]) => {
  const { rabbit, queues, admin } = billing;
  for (const { content, properties } of messages) await publishRaw(rabbit.channel, queues.orders.name, content, properties);
  const users = [...new Set(messages.flatMap(({ user }) => user ?? []))];
  const dead = messages.filter(({ user }) => user === undefined).map(({ content }) => hashOf(content));
  expect(await takeDead(dead.length)).toEqual(dead.sort());
  await until('the orders', async () => (await billing.users()).length >= users.length);
  expect((await billing.users()).sort()).toEqual(users.sort());
  expect(await rabbit.depth(queues.orders.name)).toBe(0);
  await admin`truncate orders`;
};

test('each order becomes one row, every other message one dead letter, and billing stays subscribed', async () => {
  console.log(`hostile messages: HOSTILE_SEED=${seed} HOSTILE_RUNS=${numRuns}`);
  const stop = watchSubscription();
  let count = 0;
  const groups = fc.array(hostileMessages, { minLength: 10, maxLength: 40, size: 'max' });
  await fc.assert(
    fc.asyncProperty(groups, async (messages) => {
      count += messages.flat().length;
      await check(messages.flat());
    }),
    // No shrinking: earlier messages are still stored, so that a smaller example would not be the same.
    { numRuns, seed, endOnFailure: true },
  );
  const longest = await stop();
  console.log(`hostile messages: ${count}, at most ${longest.toFixed(0)} ms without a subscription`);
  expect(longest).toBeLessThan(maxUnsubscribedMs);
}, 3_600_000);
