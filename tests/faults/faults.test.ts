import { expect, test } from 'bun:test';
import { queue } from '../support/platform.ts';
import { openBroker } from '../support/queue.ts';
import { runFaults } from './fault-run.ts';

test('every order accepted with a 200 is exactly one row, whatever fails', async () => {
  const seed = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000);
  console.log(`faults: FAULTS_SEED=${seed}`);
  const rabbit = await openBroker();
  await rabbit.channel.purgeQueue(`${queue}.dead`);
  await rabbit.close();
  const { faults, longest, hostile, flood, accepted, stored, refused, unanswered, repeats, unkept, ...bad } = await runFaults({
    seconds: 45,
    seed,
  });
  const caused = Object.values(faults).reduce((sum, { times }) => sum + times, 0);
  console.log(
    `faults: ${caused} faults, ${accepted} orders accepted, ${refused} rejected, ${stored} stored, ${unkept} unusable messages without a dead letter, ${longest.seconds.toFixed(1)} s without storing after ${longest.after}, ${flood.perSecond} status requests/s`,
  );
  expect(bad).toEqual({ lost: [], doubled: [], invented: [], dead: 0, wrong: [] });
  expect(longest.seconds).toBeLessThan(10);
  expect(accepted).toBeGreaterThan(100);
  expect(stored).toBeGreaterThanOrEqual(accepted);
  expect(unanswered + refused).toBeGreaterThan(0);
  expect(repeats).toBeGreaterThan(0);
  expect(hostile).toBeGreaterThan(100);
  expect(flood.answered).toBeGreaterThan(1000);
}, 240_000);
