// The part of docs/benchmarks.md that the runs write.
import { top } from '../platform.ts';
import { load, type Saved } from './files.ts';
import { amount } from './numbers.ts';
import { type Finding, type Growth, isHeld, limitOf } from './results.ts';

const page = `${top}/docs/benchmarks.md`;
const [begin, end] = ['<!-- written by scripts/bench.sh report: from here -->', '<!-- to here -->'];

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const spreadOf = ({ rounds }: Finding): string =>
  rounds.length < 2 ? '' : `${amount(Math.min(...rounds))} … ${amount(Math.max(...rounds))}`;

const rows = (findings: Finding[]): string[][] =>
  findings.map((finding) => [
    finding.what,
    finding.asked ? limitOf(finding.asked) : '',
    `${amount(finding.value)}${finding.unit ? ` ${finding.unit}` : ''}`,
    spreadOf(finding),
    finding.asked ? (isHeld(finding) ? 'held' : '**missed**') : '',
  ]);

const growthTable = ({ title, of, unit, points }: Growth): string => {
  const sizes = [...new Set(points.map(({ size }) => size))].sort((a, b) => a - b);
  const series = [...new Set(points.map((point) => point.series))];
  const cell = (name: string, size: number) => {
    const point = points.find((one) => one.series === name && one.size === size);
    return point ? amount(point.value) : '';
  };
  const head = [`${title}, ${unit}`, ...sizes.map((size) => `${size.toLocaleString('en')} ${of}`)];
  return table(
    head,
    series.map((name) => [name, ...sizes.map((size) => cell(name, size))]),
  );
};

const benchmark = ({ bench, when, commit, command, seconds, findings, growth }: Saved): string =>
  [
    `### ${bench[0]?.toUpperCase()}${bench.slice(1)}`,
    `\`${command}\`, commit ${commit}, ${when.slice(0, 16).replace('T', ' ')} UTC, ${Math.round(seconds)} s.`,
    table(['', 'asked', 'reached', 'rounds, lowest … highest', ''], rows(findings)),
    ...growth.map(growthTable),
  ].join('\n\n');

const machineOf = ({ machine: { processor, cores, memoryGb, system, versions } }: Saved): string =>
  `Measured on ${cores} cores of ${processor} with ${memoryGb} GB, ${system}; ${Object.entries(versions)
    .map((entry) => entry.join(' '))
    .join(', ')}.`;

/** Writes what the last runs of these benchmarks found between the two marks of docs/benchmarks.md. */
export const writePage = async (benches: readonly string[]): Promise<void> => {
  const saved = benches.map((bench) => load(bench)).filter((one) => one !== undefined);
  const [first] = saved;
  if (!first) throw new Error('There is nothing to report: run scripts/bench.sh all first.');
  const text = await Bun.file(page).text();
  const [before, after] = [text.indexOf(begin), text.indexOf(end)];
  if (before === -1 || after < before) throw new Error(`docs/benchmarks.md has lost its marks "${begin}" and "${end}".`);
  const written = [machineOf(first), ...saved.map(benchmark)].join('\n\n');
  await Bun.write(page, `${text.slice(0, before)}${begin}\n\n${written}\n\n${text.slice(after)}`);
  console.log('docs/benchmarks.md is written');
};
