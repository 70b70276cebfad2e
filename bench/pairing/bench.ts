// Pairing under load, and beside a plain Flask and SQLAlchemy service that does the same.
import type { Options } from '../options.ts';
import type { Platform } from '../platform.ts';
import { writeChart } from '../report/chart.ts';
import { folder } from '../report/files.ts';
import type { Results } from '../report/results.ts';
import { measureBesidePeer } from './beside-peer.ts';
import { measureCalm } from './calm.ts';
import { latencyChart, printRows, rowsOf } from './report.ts';
import { closedLoop, openLoop } from './scenarios.ts';
import { measureWaiters } from './waiters.ts';

export const benchPairing = async (results: Results, platform: Platform, options: Options): Promise<void> => {
  const { users, rate, seconds, gateway, scenarios } = options;
  const port = gateway ? platform.gatewayPort : platform.pairingPort;
  // The first seconds of a process are spent on translating its code.
  await closedLoop({ port, users, seconds: 2 });
  const rows = [
    ...rowsOf(`closed loop, ${users} users, ${seconds} s`, await closedLoop({ port, users, seconds })),
    ...rowsOf(`open loop, ${rate} requests/s, ${seconds} s`, await openLoop({ port, rate, seconds })),
  ];
  printRows(rows);
  const errors = rows.reduce((sum, row) => sum + row.errors, 0);
  results.amount('scenarios: errors', errors, '', { atMost: 0 });
  await Bun.write(`${folder}/pairing-scenarios.json`, `${JSON.stringify(rows, null, 1)}\n`);
  await writeChart(`${folder}/pairing.svg`, latencyChart(rows));
  if (scenarios) return;
  await measureWaiters(results, platform);
  const top = await measureBesidePeer(results, platform);
  await measureCalm(results, platform, top);
};
