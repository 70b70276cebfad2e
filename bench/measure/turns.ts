import { median } from 'simple-statistics';
import { cpuSeconds } from './cpu.ts';
import { readProcess } from './processes.ts';
import type { Rounds } from './rounds.ts';

/** A program at work. */
export type Worker = {
  pid: number;
  /** Once there is nothing left to do for it, how much it has done: requests, rows, MB. */
  ended: Promise<number>;
  /** Ends a program that does not end by itself. */
  close?: () => Promise<unknown>;
};

/** One of the things that are compared. */
export type Side = {
  /** Starts its program, which works until `seconds` are over, or something is done. It may stop itself (SIGSTOP) when it is ready. */
  start: (seconds: number) => Worker | Promise<Worker>;
  /** What must be ready for it, whose time and work is not the side's. */
  prepare?: () => Promise<unknown>;
  /** What it always has under way: requests that are sent and not yet answered. */
  inFlight?: number;
  /** The processes (with their children) that work for this side, by name. The program itself is always counted, as `client`. */
  processes?: Record<string, number>;
};

type Options = {
  /** How long each side works in a round. */
  seconds?: number;
  turnMs?: number;
  /** Seconds that each side first works alone, which do not count: a process begins with translating its code. */
  warmUp?: number;
};

/**
 * For a peer that answers some hundred requests a second: the 64 that it always has under way, begun or not, must be few beside those of a
 * turn. In turns of a quarter of a second such a peer seemed a tenth slower than it is, and differed as much from round to round.
 */
export const slowPeer: Options = { seconds: 1.5, turnMs: 1000 };

/** What a side did in one round: how much, in how many turns, for how long, and how long each kind of process was busy. */
type Done = { amount: number; turns: number; seconds: number; cpu: Record<string, number> };

/** Least pause between two turns: for what is on its way to a database or a log. */
const leastPauseMs = 10;

/**
 * Measures programs that take turns of a tenth of a second: all are started, and all but one are stopped (SIGSTOP) at any time. The speed of a
 * machine that others share goes up and down by a fifth from one second to the next, so that even sides measured one second each, in
 * turns, meet different machines. Between two turns is a pause in which servers finish what is under way.
 * @returns what each side did per second of its turns, a value for each round
 */
export const inTurns = async <K extends string>(
  rounds: number,
  sides: Record<K, Side>,
  options?: Options,
): Promise<Record<K, Rounds>> => {
  const { playRound, rates } = await takeTurns(sides, options);
  for (let round = 0; round < rounds; round++) await playRound();
  return rates;
};

/** The same, for who says when each round is played: between the rounds of others, so that a slow minute meets them all. */
export const takeTurns = async <K extends string>(
  sides: Record<K, Side>,
  { seconds = 1, turnMs = 100, warmUp = 1 }: Options = {},
): Promise<{ playRound: () => Promise<void>; rates: Record<K, Rounds>; ratesAlone: Partial<Record<K, number>> }> => {
  const names = Object.keys(sides) as K[];
  const rates = Object.fromEntries(names.map((name) => [name, { values: [], cpu: {} }])) as unknown as Record<K, Rounds>;
  const pauses = Object.fromEntries(names.map((name) => [name, leastPauseMs])) as Record<K, number>;
  const ratesAlone: Partial<Record<K, number>> = {};
  let turn = turnMs;
  for (const name of warmUp > 0 ? names : []) {
    const rate = await alone(sides[name], warmUp);
    ratesAlone[name] = rate;
    const inFlightMs = (1000 * (sides[name].inFlight ?? 0)) / rate;
    pauses[name] = Math.max(leastPauseMs, 1.25 * inFlightMs);
    // What is in flight must be little beside what a turn does.
    turn = Math.max(turn, Math.min(4 * inFlightMs, seconds * 1000));
  }
  const playRound = async () => {
    for (const name of names) await sides[name].prepare?.();
    const done = await play(sides, pauses, seconds * names.length, turn);
    for (const name of names) {
      const { amount, turns, seconds, cpu } = done[name];
      // What was under way at the end of a turn was answered in the pause.
      rates[name].values.push((amount - (turns - 1) * (sides[name].inFlight ?? 0)) / seconds);
      for (const [process, used] of Object.entries(cpu)) {
        rates[name].cpu[process] ??= [];
        rates[name].cpu[process].push(used / seconds);
      }
    }
  };
  return { playRound, rates, ratesAlone };
};

/** Of its rate alone just before, what a peer must reach in turns: noise takes less. */
const leastOfAlone = 0.7;

/**
 * Measures beside peers, and once more when a peer stumbles.
 * @param peers the sides that must do in turns nearly what they do alone @throws when one stumbles again
 */
export const besidePeers = async <K extends string>(
  rounds: number,
  sides: Record<K, Side>,
  peers: NoInfer<K>[],
  options?: Options,
): Promise<Record<K, Rounds>> => {
  for (let attempt = 1; ; attempt++) {
    const { playRound, rates, ratesAlone } = await takeTurns(sides, options);
    for (let round = 0; round < rounds; round++) await playRound();
    const shares = peers.map((name) => ({ name, share: median(rates[name].values) / (ratesAlone[name] ?? 0) }));
    const low = shares.find(({ share }) => share < leastOfAlone);
    if (!low) return rates;
    const said = `${low.name} did ${Math.round(low.share * 100)} % of its rate alone just before`;
    if (attempt === 2) throw new Error(`${said}, twice: a peer that stumbles is no peer, and the benchmark stops.`);
    console.log(`  ${said}: measured again`);
  }
};

/** Lets one side work without a pause. @returns what it did per second */
export const alone = async ({ prepare, start }: Side, seconds = 1): Promise<number> => {
  await prepare?.();
  const { pid, ended, close } = await start(seconds);
  const begun = performance.now();
  process.kill(pid, 'SIGCONT');
  const amount = await ended;
  const rate = (amount * 1000) / (performance.now() - begun);
  await close?.();
  return rate;
};

/** A worker in a round, and how it has ended. */
type Player<K> = { name: K; worker: Worker; ended?: { amount: number } | { error: unknown } };

const play = async <K extends string>(sides: Record<K, Side>, pauses: Record<K, number>, seconds: number, turnMs: number) => {
  const done = {} as Record<K, Done>;
  const open: Player<K>[] = [];
  for (const [name, side] of Object.entries(sides) as [K, Side][]) {
    const worker = await side.start(seconds);
    process.kill(worker.pid, 'SIGSTOP');
    const player: Player<K> = { name, worker };
    worker.ended.then(
      (amount) => {
        player.ended = { amount };
      },
      (error) => {
        player.ended = { error };
      },
    );
    open.push(player);
    done[name] = { amount: 0, turns: 0, seconds: 0, cpu: {} };
  }
  for (let cycle = 0; open.length > 0; cycle++) {
    for (const player of cycle % 2 === 0 ? [...open] : open.toReversed()) {
      if (!player.ended) await playTurn(player, sides[player.name], done[player.name], turnMs);
      await Bun.sleep(pauses[player.name]);
      // It may have come to its end with its turn's, and be seen to only now.
      if (!player.ended) continue;
      if ('error' in player.ended) throw player.ended.error;
      done[player.name].amount = player.ended.amount;
      await player.worker.close?.();
      open.splice(open.indexOf(player), 1);
    }
  }
  return done;
};

const playTurn = async ({ worker: { pid, ended } }: Player<string>, { processes }: Side, done: Done, turnMs: number) => {
  const cpu = () => cpuSeconds({ client: pid, ...processes });
  const before = cpu();
  const begun = performance.now();
  // A program that has come to its end may still have its result read.
  const signal = (name: NodeJS.Signals) => readProcess(pid) && process.kill(pid, name);
  signal('SIGCONT');
  const over = await Promise.race([ended, Bun.sleep(turnMs)]);
  if (over === undefined) signal('SIGSTOP');
  done.seconds += (performance.now() - begun) / 1000;
  done.turns += 1;
  for (const [name, used] of Object.entries(cpu())) {
    done.cpu[name] = (done.cpu[name] ?? 0) + Math.max(0, used - (before[name] ?? 0));
  }
};
