// Runs benchmarks on the platform that scripts/bench.sh has brought up. Usage: bun bench/run.ts BENCHMARK… [--quick] [--write]
import { benchBilling, benchGrowth } from './billing/bench.ts';
import { benchCatalogue } from './catalogue/bench.ts';
import { benchGateway } from './gateway/bench.ts';
import { benchPairing } from './pairing/bench.ts';
import { type Platform, platformOf } from './platform.ts';
import { createReport, type Report } from './report.ts';

const benchmarks: Record<string, (report: Report, platform: Platform) => Promise<void>> = {
  catalogue: benchCatalogue,
  gateway: benchGateway,
  billing: benchBilling,
  pairing: benchPairing,
  growth: benchGrowth,
};

for (const name of process.argv.slice(2).filter((argument) => !argument.startsWith('--'))) {
  const report = createReport(name);
  await benchmarks[name]?.(report, platformOf());
  await report.finish();
}
process.exit(0);
