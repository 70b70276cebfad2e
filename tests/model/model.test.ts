// Random requests of concurrent clients, checked against the model. MODEL_COMMANDS sets their number, MODEL_SEED repeats them.
import { afterAll, beforeAll, expect, test } from 'bun:test';
import fc from 'fast-check';
import { orderOf } from './lists.ts';
import { rounds, startEmpty } from './rounds.ts';
import { type Service, startService } from './service.ts';
import { titles } from './values.ts';

const wanted = Number(process.env.MODEL_COMMANDS ?? 2000);
const seed = Number(process.env.MODEL_SEED ?? Date.now() % 1_000_000);
/** The time to find a smaller example after a failure. */
const shrinkMs = 60_000;

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

test('the model sorts titles as PostgreSQL does', async () => {
  const [sorted] = await service.sql`
    select array_agg(title order by title_key(title), title) as titles from unnest(${titles}::text[]) as title`;
  const movies = titles.map((title, id) => ({ id, title, description: '' }));
  expect(movies.sort(orderOf({ sort: 'title' })).map(({ title }) => title)).toEqual(sorted?.titles);
});

test('every response to concurrent clients agrees with a state between its request and its end', async () => {
  console.log(`model: MODEL_SEED=${seed} MODEL_COMMANDS=${wanted}`);
  let sent = 0;
  let failedAt: number | undefined;
  const start = performance.now();
  const count = (requests: number) => {
    sent += requests;
  };
  const sequences = fc.commands([rounds(count)], { maxCommands: 60, size: 'max' });
  const isOver = () => (failedAt === undefined ? sent >= wanted : performance.now() - failedAt > shrinkMs);
  await fc.assert(
    fc.asyncProperty(sequences, async (sequence) => {
      // A race may need several runs to happen again.
      for (let run = 0; run < (failedAt === undefined ? 1 : 5) && !isOver(); run++) {
        await fc
          .asyncModelRun(() => startEmpty(service), sequence)
          .catch((error) => {
            failedAt ??= performance.now();
            throw error;
          });
      }
    }),
    // More than enough: a sequence has about 60 requests.
    { seed, numRuns: Math.ceil(wanted / 10), includeErrorInReport: true },
  );
  console.log(`model: ${sent} requests, ${(sent / ((performance.now() - start) / 1000)).toFixed(0)}/s`);
  expect(sent).toBeGreaterThanOrEqual(wanted);
}, 3_600_000);
