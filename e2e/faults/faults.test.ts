import { expect, test } from 'bun:test';
import { openBroker } from '@matinee/testing/queue';
import { queue } from '../platform.ts';
import { storm } from './storm.ts';

test('whatever dies, every order answered with 200 is exactly one row', async () => {
  const seed = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000);
  console.log(`faults: FAULTS_SEED=${seed}`);
  const rabbit = await openBroker();
  await rabbit.channel.purgeQueue(`${queue}.dead`);
  await rabbit.close();
  const { faults, accepted, stored, refused, unanswered, repeats, unkept, ...bad } = await storm({ seconds: 45, seed });
  console.log(
    `faults: ${Object.values(faults).reduce((a, b) => a + b)} caused, ${accepted} orders taken, ${refused} refused, ${stored} stored, ${unkept} unusable messages not kept`,
  );
  expect(bad).toEqual({ lost: [], doubled: [], invented: [], dead: 0, wrong: [] });
  expect(accepted).toBeGreaterThan(100);
  expect(stored).toBeGreaterThanOrEqual(accepted);
  expect(unanswered + refused).toBeGreaterThan(0);
  expect(repeats).toBeGreaterThan(0);
}, 240_000);
