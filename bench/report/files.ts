// The files of a run: .local/bench/<benchmark>.json, the one before it as .previous.json, and charts.
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { run } from '@matinee/tests/support/run';
import { top } from '../platform.ts';
import { growthChart, writeChart } from './chart.ts';
import { type Machine, machine } from './machine.ts';
import type { Written } from './results.ts';

export const folder = `${top}/.local/bench`;

/** What a file holds: the findings, and where, when and by which command they came to be. */
export type Saved = Written & { when: string; commit: string; command: string; machine: Machine };

/** Where a run takes place: asked once, for RabbitMQ takes a second to say its version. */
export type Circumstances = Pick<Saved, 'commit' | 'command' | 'machine'>;

export const circumstances = async (command: string): Promise<Circumstances> => ({
  // Marked where files differ from the commit.
  commit: (await run(['git', 'describe', '--always', '--dirty', '--exclude', '*'])).trim(),
  command,
  machine: await machine(),
});

export const save = async (written: Written, where: Circumstances): Promise<void> => {
  const file = `${folder}/${written.bench}.json`;
  if (existsSync(file)) renameSync(file, `${folder}/${written.bench}.previous.json`);
  const saved: Saved = { ...written, ...where, when: new Date().toISOString() };
  await Bun.write(file, `${JSON.stringify(saved, null, 1)}\n`);
  for (const growth of written.growth) await writeChart(`${folder}/${growth.name}.svg`, growthChart(growth));
};

/** What the last run of a benchmark found, or the one before it; undefined when there was none. */
export const load = (bench: string, which: '' | '.previous' = ''): Saved | undefined => {
  const file = `${folder}/${bench}${which}.json`;
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Saved) : undefined;
};
