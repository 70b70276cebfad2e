// Prints the results of a benchmark as they come, then as a Markdown table.
import { cpus } from 'node:os';
import { run } from '@matinee/tests/support/run';
import { max, median, min } from 'simple-statistics';
import { cpuEach, type Rounds } from './measure/turns.ts';
import { quick, write } from './options.ts';
import { top } from './platform.ts';

export type Asked = { atLeast?: number; atMost?: number };
export type Report = ReturnType<typeof createReport>;

/** A number as people read it. */
export const amount = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2).replace(/\.00$/, '');

const spread = (values: number[]) => (values.length > 1 ? `${amount(min(values))} … ${amount(max(values))}` : '');

const verdictOf = (value: number, { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY }: Asked) =>
  value >= atLeast && value <= atMost ? 'held' : '**missed**';

const page = `${top}/docs/benchmarks.md`;

export const createReport = (part: string) => {
  const start = performance.now();
  let errors = 0;
  const rows = [
    ['', 'asked', 'reached', 'lowest … highest', ''],
    ['---', '---', '---', '---', '---'],
  ];

  /** Adds a line to the table: a ratio, or an amount with its unit. The median of `values` is what counts. */
  const add = (what: string, values: number | number[], unit = '', asked?: Asked) => {
    const all = [values].flat();
    const value = median(all);
    const limit = asked ? (asked.atLeast === undefined ? `≤ ${asked.atMost}` : `≥ ${asked.atLeast}`) : '';
    const row = [what, limit, `${amount(value)} ${unit}`.trim(), spread(all), asked ? verdictOf(value, asked) : ''];
    rows.push(row);
    console.log(`  ${row.map((cell, column) => cell.padEnd([60, 7, 12, 18, 0][column] ?? 0)).join(' ')}`);
  };

  return {
    add,
    section: (title: string) => console.log(`${title}   [${Math.round((performance.now() - start) / 1000)} s]`),
    /** Prints each side's rate and the CPU time for each of its requests, and counts its errors. */
    rates: (of: string, rounds: Rounds<string>, unit: string) => {
      for (const [side, samples] of Object.entries(rounds)) {
        const rates = samples.map(({ rate }) => rate);
        errors += samples.reduce((sum, sample) => sum + sample.errors, 0);
        const cpu = Object.keys(samples[0]?.cpu ?? {}).map((name) => `${name} ${amount(median(samples.map(cpuEach(name))))} µs`);
        console.log(
          `  ${`${of}: ${side}`.padEnd(60)} ${amount(median(rates)).padStart(9)} ${unit} (${spread(rates)})   ${cpu.join(', ')}`,
        );
      }
    },
    /** Prints the table, and with `--write` replaces the section of docs/benchmarks.md. */
    finish: async () => {
      add('errors', errors, '', { atMost: 0 });
      const commit = (await run(['git', 'describe', '--always', '--dirty', '--exclude', '*'])).trim();
      const machine = `${cpus().length} cores of ${cpus()[0]?.model}`;
      const table = rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
      const heading = `### ${part[0]?.toUpperCase()}${part.slice(1)}\n`;
      const section = `${heading}\nCommit ${commit}, ${machine}, ${new Date().toISOString().slice(0, 10)}.\n\n${table}\n`;
      console.log(`\n${section}`);
      if (!write) return;
      if (quick) throw new Error('The figures of --quick mean nothing. Run without it to --write.');
      const text = await Bun.file(page).text();
      const begin = text.indexOf(heading);
      if (begin === -1) throw new Error(`docs/benchmarks.md has no section "${heading.trim()}". Add it.`);
      const end = text.indexOf('\n##', begin);
      await Bun.write(page, text.slice(0, begin) + section + (end === -1 ? '' : text.slice(end)));
    },
  };
};
