import { cpuSeconds, ownCpuSeconds } from './cpu.ts';

/** One of the things that are compared. */
type Side = {
  /** Measures once. */
  measure: () => Promise<number>;
  /** What must be ready for it, whose time and work is not the side's. */
  prepare?: () => Promise<unknown>;
  /** The processes (with their children) that work for this side, by name. What puts the load on is always counted, as `client`. */
  processes?: Record<string, number>;
};

/** What the rounds gave: the values in order, and how many processors each kind of process kept busy in each. */
export type Rounds = { values: number[]; cpu: Record<string, number[]> };

/**
 * Measures several things that must be measured to their end one after the other: A B, B A, A B …, so that a slow time of the machine meets all
 * of them, and none always comes behind the same other one.
 * @param warmUp rounds before the first one that counts: a process spends its first seconds on translating its code
 */
export const interleave = async <K extends string>(
  rounds: number,
  sides: Record<K, Side>,
  { warmUp = 1 } = {},
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

/** Microseconds of processor time, user and system, that one kind of process spent on each of what was done, round by round. */
export const cpuEach = ({ values, cpu }: Rounds, process: string): number[] =>
  perRound(cpu[process] ?? [], values).map((seconds) => seconds * 1e6);
