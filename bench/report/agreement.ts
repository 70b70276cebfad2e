import { amount } from './numbers.ts';
import type { Finding } from './results.ts';

/** How far two runs may differ before it is said: the part by which the larger exceeds the smaller. */
const agreed = 0.15;

const ratios = (findings: Finding[]) => findings.filter(({ unit }) => unit === undefined);

/** Says which ratios of two runs differ by more than 15 %. Amounts, such as milliseconds, are none. */
export const printAgreement = (runs: { bench: string; now: Finding[]; before: Finding[] }[]): void => {
  const pairs = runs.flatMap(({ bench, now, before }) =>
    ratios(now).flatMap(({ what, value }) => {
      const old = before.find((finding) => finding.what === what)?.value;
      return old === undefined ? [] : [{ bench, what, value, old, apart: Math.max(value, old) / Math.min(value, old) - 1 }];
    }),
  );
  if (pairs.length === 0) return;
  const apart = pairs.filter((pair) => pair.apart > agreed).sort((a, b) => b.apart - a.apart);
  console.log(`Beside the run before: ${pairs.length - apart.length} of ${pairs.length} ratios agree within 15 %`);
  for (const { bench, what, value, old, apart: by } of apart)
    console.log(`  ${bench}: ${what}: ${amount(old)} then, ${amount(value)} now (${Math.round(by * 100)} %)`);
};
