import { expect, test } from 'bun:test';
import { startToEnd } from '../processes.ts';
import { readProcess } from './processes.ts';
import { besidePeers, inTurns, type Side } from './turns.ts';

const started: number[] = [];

/** A shell that counts, and prints how far it has come. */
const counting = (to: number, exit = 0): Side => ({
  start: () => {
    const { pid, printed } = startToEnd(['bash', '-c', `i=0; while ((i < ${to})); do ((++i)); done; echo $i; exit ${exit}`]);
    started.push(pid);
    return { pid, ended: printed.then(Number) };
  },
});

test('each side works to its end, and has a rate for each round', async () => {
  const rates = await inTurns(2, { short: counting(1000), long: counting(100_000) }, { turnMs: 10 });
  for (const { values } of [rates.short, rates.long]) {
    expect(values).toHaveLength(2);
    for (const value of values) expect(value).toBeGreaterThan(0);
  }
  expect(started.map(readProcess)).toEqual(started.map(() => undefined));
});

test('a program that fails ends the round with what it said', async () => {
  const sides = { good: counting(1000), bad: counting(1000, 3) };
  expect(inTurns(1, sides, { warmUp: 0, turnMs: 10 })).rejects.toThrow(/exited with 3/);
});

test('a peer that does in turns far less than it did alone stops the benchmark, at the second time', async () => {
  let starts = 0;
  // Alone, then in turns, twice.
  const stumbling: Side = { start: (seconds) => counting(starts++ % 2 === 0 ? 100_000 : 10).start(seconds) };
  const sides = { peer: stumbling, ours: counting(1000) };
  expect(besidePeers(1, sides, ['peer'], { turnMs: 10 })).rejects.toThrow(/peer did .* twice/);
});
