// This checkout beside a commit, each with a platform of its own that is up. See scripts/bench.sh.
// Usage: bun bench/compare/run.ts THIS_ENV OTHER_ENV OTHER_CHECKOUT COMMIT   the environments as files of JSON; exits with 1 where
// something got slower
import { perRound } from '../measure/rounds.ts';
import { inTurns, type Side } from '../measure/turns.ts';
import { type Platform, platformOf } from '../platform.ts';
import { stopAll } from '../processes.ts';
import { amount } from '../report/numbers.ts';
import { stopOnSignals } from '../signals.ts';
import { openPaths } from './paths.ts';
import { judge } from './verdict.ts';

const rounds = 12;
const [thisEnv = '', otherEnv = '', otherCheckout = '', commit = ''] = process.argv.slice(2);

/** With the settings of .env where the environment sets none. */
const read = async (file: string, root?: string): Promise<Platform> =>
  platformOf({ ...process.env, ...(await Bun.file(file).json()) }, root);

type Sides = { before: Side; now: Side };

const measure = async (path: string, sides: Sides): Promise<boolean> => {
  const rates = await inTurns(rounds, sides, { warmUp: 2, turnMs: 250 });
  const { median, from, to, verdict } = judge(perRound(rates.now.values, rates.before.values));
  console.log(`  ${path.padEnd(28)} ${amount(median).padStart(6)}   (${amount(from)} … ${amount(to)})   ${verdict}`);
  return verdict === 'slower';
};

const compare = async (): Promise<boolean> => {
  const platforms = [await read(thisEnv), await read(otherEnv, otherCheckout)] as const;
  const [now, before] = [await openPaths(platforms[0]), await openPaths(platforms[1])];
  console.log(
    `This checkout beside ${commit.slice(0, 10)}: ${rounds} rounds each, new : old, and where 99 % of such medians lie`,
  );
  let slower = false;
  for (const path of Object.keys(now.sides) as (keyof typeof now.sides)[]) {
    const sides = { before: before.sides[path], now: now.sides[path] };
    if (!(await measure(path, sides))) continue;
    // A process may be slower than its twin for as long as it lives: what is true of new ones as well is the code's doing.
    for (const { pm2 } of platforms) await pm2('restart', 'gateway_app', 'inventory_app', 'pairing_app');
    slower = (await measure(`${path}, processes anew`, sides)) || slower;
  }
  console.log(`  errors: ${now.errors()} now, ${before.errors()} then`);
  await now.close();
  await before.close();
  return slower;
};

stopOnSignals();
try {
  process.exitCode = (await compare()) ? 1 : 0;
} finally {
  stopAll();
}
process.exit();
