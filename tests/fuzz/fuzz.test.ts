import { expect, test } from 'bun:test';
import { fuzz } from './run.ts';

test('2,000 hostile requests: nothing falls over, and a good client beside them is served all the time', async () => {
  const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  console.log(`fuzz: seed ${seed}`);
  const { undesigned, smuggled, forwarded, good, memory, statuses } = await fuzz(4000, seed);
  expect(undesigned).toEqual([]);
  expect(smuggled).toEqual([]);
  expect(forwarded).toBeGreaterThan(good.asked);
  expect(good.failed).toBe(0);
  expect(good.asked).toBeGreaterThan(5);
  expect(Object.keys(statuses)).toContain('400');
  expect(memory.after).toBeLessThanOrEqual(memory.before + 20);
}, 60_000);
