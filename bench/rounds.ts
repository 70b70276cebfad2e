/** Median, and how far the rounds lay apart. */
export const spread = (values: number[]): { median: number; min: number; max: number } => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle] : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  return { median: median ?? 0, min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0 };
};

/** Measures several things in turn, A B A B …, so that a slow moment of the machine meets all of them. */
export const interleave = async <K extends string>(
  rounds: number,
  measures: Record<K, () => Promise<number>>,
): Promise<Record<K, number[]>> => {
  const results = Object.fromEntries(Object.keys(measures).map((name) => [name, [] as number[]])) as unknown as Record<
    K,
    number[]
  >;
  for (let round = 0; round < rounds; round++) {
    for (const [name, measure] of Object.entries(measures) as [K, () => Promise<number>][]) results[name].push(await measure());
  }
  return results;
};

const format = (value: number) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2));

export const line = (what: string, values: number[], unit: string): void => {
  const { median, min, max } = spread(values);
  console.log(`  ${what.padEnd(52)} ${format(median).padStart(9)} ${unit}   (${format(min)} … ${format(max)})`);
};

/** A ratio beside what is asked of it. */
export const ratio = (what: string, value: number, asked: { atLeast?: number; atMost?: number }): void => {
  const held = value >= (asked.atLeast ?? Number.NEGATIVE_INFINITY) && value <= (asked.atMost ?? Number.POSITIVE_INFINITY);
  const limit = asked.atLeast === undefined ? `≤ ${asked.atMost}` : `≥ ${asked.atLeast}`;
  console.log(`  ${what.padEnd(52)} ${value.toFixed(2).padStart(9)}   asked ${limit}: ${held ? 'held' : 'MISSED'}`);
};
