// Everything that is compared is measured here: in turns, round by round.
import { median } from 'simple-statistics';
import { quick } from '../options.ts';
import { cpuSeconds } from './processes.ts';

/** Work done and its duration, s. Latencies in ms. */
export type Work = { count: number; seconds: number; errors?: number; p50?: number; p99?: number };

/** One of the things that are compared. */
export type Side = {
  /** Makes ready for each measurement; its time does not count. */
  prepare?: () => Promise<unknown>;
  measure: () => Promise<Work>;
  /** The ids of processes whose CPU time is of interest, by name. */
  processes?: Record<string, number>;
};

/** A measurement, with its rate per second and the seconds of CPU time that each process used. */
export type Sample = Required<Work> & { rate: number; cpu: Record<string, number> };
export type Rounds<K extends string> = Record<K, Sample[]>;

/** The share of its rate in the warm-up that a peer must reach; noise takes less. */
const minPeerShare = 0.7;

type Options<K extends string> = {
  /** Sides that count only if they keep the rate that they reached in the warm-up. */
  peers?: NoInfer<K>[];
  /** A new process first translates its code: the warm-up is a round that does not count. */
  warmUp?: boolean;
};

/**
 * Measures sides in turns, A B, B A, A B …, so that a slow moment of the machine affects all of them.
 * @throws when a peer is much slower than in its warm-up, twice
 */
export const inTurns = async <K extends string>(
  rounds: number,
  sides: Record<K, Side>,
  { peers = [], warmUp = true }: Options<K> = {},
): Promise<Rounds<K>> => {
  const names = Object.keys(sides) as K[];
  const playRound = async (order: K[]): Promise<Record<K, Sample>> => {
    const samples: [K, Sample][] = [];
    for (const name of order) samples.push([name, await measureOnce(sides[name])]);
    return Object.fromEntries(samples) as Record<K, Sample>;
  };
  for (let attempt = 1; ; attempt++) {
    const first = warmUp ? await playRound(names) : undefined;
    const all: Record<K, Sample>[] = [];
    for (let round = 0; round < (quick ? 1 : rounds); round++) {
      all.push(await playRound(round % 2 === 0 ? names.toReversed() : names));
    }
    const shareOf = (name: K) => median(all.map((samples) => samples[name].rate)) / (first?.[name].rate ?? 0);
    const slow = quick ? undefined : peers.find((name) => shareOf(name) < minPeerShare);
    if (slow === undefined) return Object.fromEntries(names.map((name) => [name, all.map((each) => each[name])])) as Rounds<K>;
    const message = `${slow} did ${Math.round(shareOf(slow) * 100)} % of its rate in the warm-up`;
    if (attempt === 2) throw new Error(`${message}, twice. Find out what slows it down; a slow peer is no comparison.`);
    console.log(`  ${message}: measuring again`);
  }
};

const measureOnce = async ({ prepare, measure, processes = {} }: Side): Promise<Sample> => {
  await prepare?.();
  const before = cpuSeconds(processes);
  const work = await measure();
  const cpu = cpuSeconds(processes);
  for (const name of Object.keys(cpu)) cpu[name] = (cpu[name] ?? 0) - (before[name] ?? 0);
  return { errors: 0, p50: Number.NaN, p99: Number.NaN, ...work, rate: work.count / work.seconds, cpu };
};

/** The same number of both sides, one divided by the other, round by round. */
export const ratios = (upper: Sample[], lower: Sample[], of: (sample: Sample) => number = ({ rate }) => rate): number[] =>
  upper.map((sample, round) => of(sample) / (lower[round] ? of(lower[round]) : Number.NaN));

/** Microseconds of CPU time that a process used for each request. */
export const cpuEach =
  (process: string) =>
  ({ cpu, count }: Sample): number =>
    ((cpu[process] ?? 0) * 1e6) / count;

/** Measures the time that some work takes. @param count how many things the work does */
export const timed = async (count: number, work: () => Promise<unknown>): Promise<Work> => {
  const start = performance.now();
  await work();
  return { count, seconds: (performance.now() - start) / 1000 };
};
