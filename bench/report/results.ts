// What one benchmark has found: printed as it comes, and kept for docs/benchmarks.md.
import type { Rounds } from '../measure/rounds.ts';
import { spread } from '../measure/spread.ts';
import { amount } from './numbers.ts';

export type Asked = { atLeast?: number; atMost?: number };

/** A number that says something: a ratio, or an amount with its unit. `rounds` are what its median was taken of. */
export type Finding = { what: string; value: number; unit?: string; asked?: Asked; rounds: number[] };

/** One point of a growth: how large the thing was, what was measured of it, and how much it came to. */
export type Point = { series: string; size: number; value: number };

export type Growth = { name: string; title: string; of: string; unit: string; points: Point[] };

/** What is written to a benchmark's JSON file. */
export type Written = {
  bench: string;
  seconds: number;
  findings: Finding[];
  growth: Growth[];
  lines: { section: string; what: string; unit: string; values: number[]; cpu: Record<string, number> }[];
};

export type Results = ReturnType<typeof createResults>;

export const isHeld = ({ value, asked }: Pick<Finding, 'value' | 'asked'>): boolean =>
  value >= (asked?.atLeast ?? Number.NEGATIVE_INFINITY) && value <= (asked?.atMost ?? Number.POSITIVE_INFINITY);

export const limitOf = ({ atLeast, atMost }: Asked): string => (atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`);

export const createResults = (bench: string) => {
  const start = performance.now();
  const findings: Finding[] = [];
  const growth: Growth[] = [];
  const lines: Written['lines'] = [];
  let section = '';

  const find = (finding: Finding) => {
    findings.push(finding);
    const { what, value, unit = '', asked, rounds } = finding;
    const { min, max } = spread(rounds);
    const between = rounds.length > 1 ? ` (${amount(min)} … ${amount(max)})` : '';
    const verdict = asked ? `   asked ${limitOf(asked)}: ${isHeld(finding) ? 'held' : 'MISSED'}` : '';
    console.log(`  ${what.padEnd(52)} ${amount(value).padStart(9)}${unit && ` ${unit}`}${between}${verdict}`);
  };

  return {
    /** What the next lines are about; printed with the time since the start. */
    section: (title: string) => {
      section = title;
      console.log(`${title}   [${Math.round((performance.now() - start) / 1000)} s]`);
    },
    /** What was measured, with the processors that each side's processes kept busy. */
    line: (what: string, measured: number[] | Rounds, unit: string, perCpu = false) => {
      const { values, cpu } = Array.isArray(measured) ? { values: measured, cpu: {} } : measured;
      const { median, min, max } = spread(values);
      const cores = Object.fromEntries(Object.entries(cpu).map(([name, seen]) => [name, spread(seen).median]));
      lines.push({ section, what, unit, values, cpu: cores });
      const busy = Object.entries(cores).map(([name, count]) => `${name} ${count.toFixed(2)}`);
      const used = Object.values(cores).reduce((sum, count) => sum + count, 0);
      const each = perCpu ? `: ${amount(median / used)} per second of it` : '';
      const shares = used > 0 ? `   CPU: ${busy.join(', ')}${each}` : '';
      console.log(
        `  ${what.padEnd(52)} ${amount(median).padStart(9)} ${unit.padEnd(10)} (${amount(min)} … ${amount(max)})${shares}`,
      );
    },
    /** The rate of each side of a comparison, and what it is for a second of CPU. */
    lines(of: string, rates: Record<string, Rounds>, unit: string) {
      for (const [side, rounds] of Object.entries(rates)) this.line(`${of}: ${side}`, rounds, unit, true);
    },
    /** A ratio beside what is asked of it: the median of the rounds' own. */
    ratio: (what: string, rounds: number[], asked?: Asked) =>
      find({ what, value: spread(rounds).median, rounds, ...(asked && { asked }) }),
    /** An amount beside what is asked of it. */
    amount: (what: string, value: number | number[], unit: string, asked?: Asked) => {
      const rounds = Array.isArray(value) ? value : [value];
      find({ what, value: spread(rounds).median, unit, rounds, ...(asked && { asked }) });
    },
    /** How something grows, or does not. @param of what `size` counts */
    growth: (name: string, title: string, of: string, unit: string, points: Point[]) => {
      growth.push({ name, title, of, unit, points });
      console.log(`${title} (${unit})`);
      for (const series of new Set(points.map((point) => point.series))) {
        const own = points.filter((point) => point.series === series);
        console.log(
          `  ${series.padEnd(40)}${own.map(({ size, value }) => `${size.toLocaleString('en')} ${of}: ${amount(value)}`).join('   ')}`,
        );
      }
    },
    written: (): Written => ({ bench, seconds: (performance.now() - start) / 1000, findings, growth, lines }),
  };
};
