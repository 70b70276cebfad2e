// How long the second start takes, what the processes need, and how large the install is.
import { realpath, stat } from 'node:fs/promises';
import { run } from '@matinee/tests/support/run';
import { until } from '@matinee/tests/support/wait';
import { orders } from '../billing/intake.ts';
import { reads } from '../catalogue/by-id.ts';
import { wrk } from '../load/wrk.ts';
import { treeMemoryMb } from '../measure/memory.ts';
import { seconds } from '../measure/time.ts';
import { stepRequests } from '../pairing/steps.ts';
import { type Platform, top } from '../platform.ts';
import type { Results } from '../report/results.ts';

/** From the start of up.sh, with everything installed and stopped, until the gateway answers a request for a film. */
const restart = async (platform: Platform): Promise<number> => {
  await run(['scripts/down.sh']);
  const begun = performance.now();
  const up = Bun.spawn(['scripts/up.sh'], { cwd: top, stdin: 'ignore', stdout: 'ignore', stderr: 'ignore' });
  const film = `http://127.0.0.1:${platform.gatewayPort}/api/movies/1`;
  await until('the first answer', async () => (await fetch(film)).ok, 60);
  const answered = (performance.now() - begun) / 1000;
  if ((await up.exited) !== 0) throw new Error(`scripts/up.sh exited with ${up.exitCode}`);
  return answered;
};

const processesOf = async (platform: Platform): Promise<Record<string, number>> => {
  const apps = ['gateway', 'inventory', 'billing', 'pairing'];
  const pids = await Promise.all(apps.map(async (name) => [name, await platform.pidOf(`${name}_app`)] as const));
  return { ...Object.fromEntries(pids), PostgreSQL: await platform.postgresPid(), RabbitMQ: await platform.rabbitPid() };
};

/** Everything at once, for some seconds. */
const load = ({ gatewayPort: port, pairingDatabase }: Platform) =>
  Promise.all(
    [reads(port, 100), orders(port), stepRequests('create', port, pairingDatabase)].map((requests) =>
      wrk(requests, { seconds: 4 }),
    ),
  );

const diskMb = async (path: string) => Number.parseInt(await run(['du', '-sk', path]), 10) / 1024;

export const benchStartup = async (results: Results, platform: Platform): Promise<void> => {
  results.section('Starting, with everything installed');
  results.amount('from up.sh to the first answer', await restart(platform), 's');
  results.amount('up.sh where everything runs', await seconds(() => run(['scripts/up.sh'])), 's');

  results.section('Memory, what processes share counted once');
  const processes = await processesOf(platform);
  await Bun.sleep(2000);
  const idle = await memoryOf(processes);
  const loaded = load(platform);
  await Bun.sleep(3000);
  const busy = await memoryOf(processes);
  await loaded;
  for (const name of Object.keys(processes)) {
    results.amount(`${name}, idle`, idle[name] ?? 0, 'MB');
    results.amount(`${name}, under load`, busy[name] ?? 0, 'MB');
  }

  results.section('The install, with what tests and checks need');
  results.amount('node_modules', await diskMb(`${top}/node_modules`), 'MB');
  const bun = await realpath(process.execPath);
  results.amount('Bun', (await stat(bun)).size / 1024 ** 2, 'MB');
};

const memoryOf = async (processes: Record<string, number>): Promise<Record<string, number>> =>
  Object.fromEntries(
    await Promise.all(Object.entries(processes).map(async ([name, pid]) => [name, await treeMemoryMb(pid)] as const)),
  );
