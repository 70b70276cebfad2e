import { median, medianAbsoluteDeviation } from 'simple-statistics';
import { cpuSeconds, ownCpuSeconds } from './cpu.ts';

/** One of the things that are compared. */
export type Side = {
  /** Measures once. */
  measure: () => Promise<number>;
  /** What must be ready for it, whose time and work is not the side's. */
  prepare?: () => Promise<unknown>;
  /** The processes (with their children) that work for this side, by name. What puts the load on is always counted, as `client`. */
  processes?: Record<string, number>;
};

/** What the rounds gave: the values in order, and how many processors each kind of process kept busy in each. */
export type Rounds = { values: number[]; cpu: Record<string, number[]> };

type Options<K> = {
  /** Rounds before the first one that counts: a process spends its first seconds on translating its code. */
  warmUp?: number;
  /** The ratios, upper : lower, for which it is measured: no more rounds than these need, from the fourth on. */
  until?: [upper: K, lower: K][];
};

/** The median's standard error, as a part of it, at which a ratio is known well enough. */
const wellKnown = 0.02;
const fewest = 4;

const isKnown = (ratios: number[]): boolean =>
  // 1.48 makes a standard deviation of the median deviation, 1.25 a median's error of a mean's.
  (1.25 * 1.48 * medianAbsoluteDeviation(ratios)) / Math.sqrt(ratios.length) <= wellKnown * median(ratios);

/**
 * Measures several things in turn, so that a slow moment of the machine meets all of them: A B, B A, A B …, so that none always comes
 * behind the same other one.
 * @param rounds how many at most
 */
export const interleave = async <K extends string>(
  rounds: number,
  sides: Record<K, Side>,
  { warmUp = 1, until = [] }: Options<NoInfer<K>> = {},
): Promise<Record<K, Rounds>> => {
  const all = Object.entries(sides) as [K, Side][];
  const results = Object.fromEntries(all.map(([name]) => [name, { values: [], cpu: {} }])) as unknown as Record<K, Rounds>;
  for (let round = -warmUp; round < rounds; round++) {
    for (const [name, side] of round % 2 === 0 ? all : all.toReversed()) {
      const measured = await once(side);
      if (round < 0) continue;
      results[name].values.push(measured.value);
      for (const [process, cores] of Object.entries(measured.cpu)) {
        results[name].cpu[process] ??= [];
        results[name].cpu[process].push(cores);
      }
    }
    const known = () => until.every(([upper, lower]) => isKnown(perRound(results[upper].values, results[lower].values)));
    if (until.length > 0 && round + 1 >= fewest && known()) break;
  }
  return results;
};

const once = async ({ measure, prepare, processes = {} }: Side) => {
  await prepare?.();
  const sample = (): Record<string, number> => ({ client: ownCpuSeconds(), ...cpuSeconds(processes) });
  const before = sample();
  const start = performance.now();
  const value = await measure();
  const seconds = (performance.now() - start) / 1000;
  const after = sample();
  const cpu = Object.fromEntries(
    Object.keys(after).map((name) => [name, ((after[name] ?? 0) - (before[name] ?? 0)) / seconds] as const),
  );
  return { value, cpu };
};

/** One side's values by another's, round by round: a slow moment meets both, and their ratio hardly. */
export const perRound = (upper: number[], lower: number[]): number[] =>
  upper.map((value, round) => value / (lower[round] ?? Number.NaN));
