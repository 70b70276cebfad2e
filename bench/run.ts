// Runs benchmarks on the platform that scripts/bench.sh has brought up. See there.
// Usage: bun bench/run.ts all|BENCHMARK… [options] | report
import { benchBilling } from './billing/bench.ts';
import { benchOrdersGrowth } from './billing/growth.ts';
import { benchCatalogue } from './catalogue/bench.ts';
import { benchExercise } from './exercise/bench.ts';
import { benchGateway } from './gateway/bench.ts';
import { checkLoad } from './load/check.ts';
import { type Options, readArguments } from './options.ts';
import { benchPairing } from './pairing/bench.ts';
import { type Platform, platformOf } from './platform.ts';
import { stopAll } from './processes.ts';
import { printAgreement } from './report/agreement.ts';
import { type Circumstances, circumstances, load, save } from './report/files.ts';
import { writePage } from './report/markdown.ts';
import { createResults, type Results } from './report/results.ts';
import { stopOnSignals } from './signals.ts';
import { benchStartup } from './startup/bench.ts';

type Benchmark = (results: Results, platform: Platform, options: Options) => Promise<void>;

// The load's own check comes last: it looks back at what the others have measured.
const benchmarks: Record<string, Benchmark> = {
  startup: benchStartup,
  billing: benchBilling,
  catalogue: benchCatalogue,
  gateway: benchGateway,
  pairing: benchPairing,
  exercise: benchExercise,
  load: checkLoad,
};

// What takes longer than the whole of the others is no part of `all`.
const alone: Record<string, Benchmark> = { growth: benchOrdersGrowth };

const runOne = async (name: string, options: Options, where: Circumstances) => {
  const results = createResults(name);
  await (benchmarks[name] ?? alone[name])?.(results, platformOf(), options);
  const written = results.written();
  await save(written, where);
  console.log(`${name}: ${Math.round(written.seconds)} s`);
};

const main = async (args: string[]) => {
  const { names, options } = readArguments(args);
  if (names[0] === 'report') return writePage([...Object.keys(benchmarks), ...Object.keys(alone)]);
  const where = await circumstances(['scripts/bench.sh', ...args].join(' '));
  const ran = new Set([...names.flatMap((name) => (name === 'all' ? Object.keys(benchmarks) : [name])), 'load']);
  for (const name of ran) await runOne(name, options, where);
  printAgreement(
    [...ran].map((bench) => ({ bench, now: load(bench)?.findings ?? [], before: load(bench, '.previous')?.findings ?? [] })),
  );
};

stopOnSignals();
try {
  await main(process.argv.slice(2));
} finally {
  stopAll();
}
process.exit(0);
