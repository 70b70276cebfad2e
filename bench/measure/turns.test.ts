import { expect, test } from 'bun:test';
import { inTurns, ratios, type Side, timed } from './turns.ts';

/** A side of a known rate. @param rates per second, one for each measurement */
const side = (...rates: number[]): Side => {
  let at = 0;
  return { measure: async () => ({ count: rates[at++ % rates.length] ?? 0, seconds: 1 }) };
};

test('each side has a rate for each round, without the warm-up', async () => {
  const rates = await inTurns(2, { a: side(1, 10, 20), b: side(1, 5, 5) });
  expect(rates.a.map(({ rate }) => rate)).toEqual([10, 20]);
  expect(ratios(rates.a, rates.b)).toEqual([2, 4]);
});

test('every second round is played backwards, and each side is prepared first', async () => {
  const order: string[] = [];
  const logging = (name: string): Side => ({
    prepare: async () => order.push(`prepare ${name}`),
    measure: () => timed(1, async () => order.push(name)),
  });
  await inTurns(2, { a: logging('a'), b: logging('b') }, { warmUp: false });
  expect(order).toEqual(['prepare b', 'b', 'prepare a', 'a', 'prepare a', 'a', 'prepare b', 'b']);
});

test('a side that fails ends the benchmark with its error', async () => {
  const bad: Side = { measure: () => Promise.reject(new Error('it exited with 3')) };
  expect(inTurns(1, { good: side(1), bad })).rejects.toThrow(/exited with 3/);
});

test('a peer that is once much slower than in its warm-up is measured again', async () => {
  const rates = await inTurns(1, { peer: side(100, 10, 100, 90), ours: side(50) }, { peers: ['peer'] });
  expect(rates.peer.map(({ rate }) => rate)).toEqual([90]);
});

test('a peer that is much slower than in its warm-up stops the benchmark, at the second time', async () => {
  const sides = { peer: side(100, 10), ours: side(50) };
  expect(inTurns(1, sides, { peers: ['peer'] })).rejects.toThrow(/peer did 10 % .* twice/);
});
