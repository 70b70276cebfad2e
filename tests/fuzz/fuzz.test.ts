import { expect, test } from 'bun:test';
import { fuzz } from './run.ts';

test('4,000 hostile requests: no unexpected response, no leak, and another client is served all the time', async () => {
  const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  console.log(`fuzz: seed ${seed}`);
  const { unexpected, smuggled, forwarded, good, memory, statuses } = await fuzz(4000, seed);
  expect(unexpected).toEqual([]);
  expect(smuggled).toEqual([]);
  expect(forwarded).toBeGreaterThan(good.asked);
  expect(good.failed).toBe(0);
  expect(good.asked).toBeGreaterThan(5);
  expect(Object.keys(statuses)).toContain('400');
  expect(memory.after).toBeLessThanOrEqual(memory.before + 20);
}, 60_000);
