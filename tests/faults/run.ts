// Runs faults for minutes and prints a table of the results. See scripts/faults.sh.
import { parseArgs } from 'node:util';
import { runFaults } from './fault-run.ts';
import { faults } from './faults.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '5' }, seed: { type: 'string' }, only: { type: 'string' } },
});
const minutes = Number(values.minutes);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
if (!(minutes > 0 && minutes <= 600) || !Number.isSafeInteger(seed)) {
  console.error('--minutes must be a number up to 600, --seed a whole number.');
  process.exit(2);
}

console.log(`${minutes} minutes, --seed ${seed}`);
const start = Date.now();
const result = await runFaults({
  seconds: minutes * 60,
  seed,
  kinds: Object.keys(faults).filter((kind) => kind.includes(values.only ?? '')),
  report: (event) => console.log(`${((Date.now() - start) / 1000).toFixed(0).padStart(6)} s  ${event}`),
});

const { faults: caused, longest, hostile, flood, lost, doubled, invented, dead, unkept, wrong, ...outcome } = result;

const table = (title: string, rows: [string, ...(string | number)[]][]) => {
  console.log(`\n${title}`);
  for (const [what, ...values] of rows)
    console.log(`  ${what.padEnd(28)}${values.map((value) => String(value).padStart(10)).join('')}`);
};
const counts = Object.values(caused);
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
table('Faults; 503s while they last; longest time from their end to the first stored order', [
  ...Object.entries(caused).map(([kind, { times, refused, untilFirst }]): [string, ...(string | number)[]] => [
    kind,
    times,
    refused,
    `${untilFirst.toFixed(1)} s`,
  ]),
  ['in all', sum(counts.map(({ times }) => times)), sum(counts.map(({ refused }) => refused)), ''],
]);
table('Orders', [
  ['accepted', outcome.accepted],
  ['rejected with 503', outcome.refused],
  ['no response', outcome.unanswered],
  ['repeats by clients', outcome.repeats],
  ['stored', outcome.stored],
  ['lost', lost.length],
  ['doubled', doubled.length],
  ['stored, but not posted', invented.length],
  ['dead letters of orders', dead],
  ['wrong responses', wrong.length],
  ['longest time without storing', `${longest.seconds.toFixed(1)} s`, ` after ${longest.after}`],
]);
table('Other traffic', [
  ['hostile messages', hostile],
  ['without a dead letter', unkept],
  ['status requests a second', flood.perSecond],
  ['responses of billing', flood.answered],
  ['responses of the gateway', flood.throughGateway],
]);
for (const [what, list] of Object.entries({ lost, doubled, invented, wrong }))
  if (list.length > 0) console.log(`\n${what}: ${list.slice(0, 20).join(', ')}`);
// A deleted queue loses its messages.
const unkeptByBilling = caused['queue deleted']?.times ? 0 : unkept;
const bad = lost.length + doubled.length + invented.length + dead + unkeptByBilling + wrong.length;
process.exit(bad === 0 && longest.seconds < 10 ? 0 : 1);
