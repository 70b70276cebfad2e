// A long storm, and a table of what came of it. See scripts/faults.sh.
import { parseArgs } from 'node:util';
import { faults } from './faults.ts';
import { storm } from './storm.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '5' }, seed: { type: 'string' }, only: { type: 'string' } },
});
const minutes = Number(values.minutes);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
if (!(minutes > 0 && minutes <= 600) || !Number.isSafeInteger(seed)) {
  console.error('--minutes takes a number up to 600, --seed a whole number.');
  process.exit(2);
}

console.log(`${minutes} minutes, --seed ${seed}`);
const start = Date.now();
const outcome = await storm({
  seconds: minutes * 60,
  seed,
  kinds: Object.keys(faults).filter((kind) => kind.includes(values.only ?? '')),
  report: (event) => console.log(`${((Date.now() - start) / 1000).toFixed(0).padStart(6)} s  ${event}`),
});

const { faults: caused, accepted, refused, unanswered, repeats, stored, lost, doubled, invented, dead, unkept, wrong } = outcome;
const total = Object.values(caused).reduce((sum, count) => sum + count, 0);
console.log('\nFaults');
for (const [kind, count] of Object.entries(caused)) console.log(`  ${kind.padEnd(24)} ${String(count).padStart(8)}`);
console.log(`  ${'in all'.padEnd(24)} ${String(total).padStart(8)}\n\nOrders`);
const counts = {
  accepted,
  'refused with 503': refused,
  'not answered': unanswered,
  'repeats by clients': repeats,
  stored,
  lost: lost.length,
  doubled: doubled.length,
  'stored unasked': invented.length,
  'dead letters of orders': dead,
  'unusable, not kept': unkept,
  'other answers': wrong.length,
};
for (const [what, count] of Object.entries(counts)) console.log(`  ${what.padEnd(24)} ${String(count).padStart(8)}`);
for (const [what, list] of Object.entries({ lost, doubled, invented, wrong }))
  if (list.length > 0) console.log(`\n${what}: ${list.slice(0, 20).join(', ')}`);
// Deleting a queue deletes its messages: those do not count as lost.
const unkeptByBilling = caused['queue deleted'] ? 0 : unkept;
process.exit(lost.length + doubled.length + invented.length + dead + unkeptByBilling + wrong.length === 0 ? 0 : 1);
