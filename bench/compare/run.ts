// This checkout beside a commit, each with a platform of its own that is up. See scripts/bench.sh.
// Usage: bun bench/compare/run.ts THIS_ENV OTHER_ENV OTHER_CHECKOUT COMMIT   environments as JSON files; exits with 1 where a path got slower
import { until } from '@matinee/tests/support/wait';
import { median } from 'simple-statistics';
import { cpuEach, inTurns, ratios, type Side } from '../measure/turns.ts';
import { quick } from '../options.ts';
import { type Platform, platformOf } from '../platform.ts';
import { amount } from '../report.ts';
import { openPaths } from './paths.ts';
import { judge } from './verdict.ts';

const rounds = 20;
const [thisEnv = '', otherEnv = '', otherCheckout = '', commit = ''] = process.argv.slice(2);

/** The settings of .env apply where the environment sets none. */
const platformFrom = async (file: string, root?: string): Promise<Platform> =>
  platformOf({ ...process.env, ...(await Bun.file(file).json()) }, root);

/** @returns whether the path got slower, which one round of --quick cannot say */
const measure = async (path: string, sides: Record<'before' | 'now', Side>): Promise<boolean> => {
  const { now, before } = await inTurns(rounds, sides);
  const rates = judge(ratios(now, before));
  const errors = [...now, ...before].reduce((sum, sample) => sum + sample.errors, 0);
  const cpu =
    now[0]?.cpu.gateway === undefined ? '' : `, CPU of the gateway ${amount(median(ratios(now, before, cpuEach('gateway'))))}`;
  const range = `${amount(rates.from)} … ${amount(rates.to)}`;
  console.log(
    `| ${path} | ${amount(rates.median)} | ${range} | ${rates.verdict}${errors > 0 ? `, ${errors} errors` : ''}${cpu} |`,
  );
  return rates.verdict === 'slower' && !quick;
};

const platforms = [await platformFrom(thisEnv), await platformFrom(otherEnv, otherCheckout)] as const;
const [now, before] = [await openPaths(platforms[0]), await openPaths(platforms[1])];

/** A process may be slower than another of the same code for as long as it lives. */
const restart = async () => {
  for (const { pm2, gatewayPort } of platforms) {
    await pm2('restart', 'gateway_app', 'inventory_app', 'pairing_app');
    await until('the gateway', async () => (await fetch(`http://127.0.0.1:${gatewayPort}/api/movies?limit=1`)).ok, 30);
  }
};

console.log(`| this checkout : ${commit.slice(0, 10)} | median | 99 % of such medians | |\n| --- | --- | --- | --- |`);
let slower = false;
for (const path of Object.keys(await now.sides()) as (keyof Awaited<ReturnType<typeof now.sides>>)[]) {
  const sides = async () => ({ before: (await before.sides())[path], now: (await now.sides())[path] });
  if (!(await measure(path, await sides()))) continue;
  await restart();
  slower = (await measure(`${path}, processes restarted`, await sides())) || slower;
}
await now.close();
await before.close();
process.exit(slower ? 1 : 0);
