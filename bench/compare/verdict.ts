import { median, quantile, sampleWithReplacement } from 'simple-statistics';

/** How much of the old rate the new one is, where the median of such ratios lies with 99 % certainty, and what follows. */
export type Verdict = {
  median: number;
  from: number;
  to: number;
  verdict: 'slower' | 'faster' | 'the same, as far as can be told';
};

/** Two platforms of the same code differ by so much, whatever the rounds say: where its memory lies, and when its code is translated. */
const least = 0.05;
const samples = 5000;

/**
 * What got slower beyond the noise: where the median of the rounds' ratios is at least 5 % below 1, and the whole interval in which a
 * bootstrap finds 99 % of such medians is below 1.
 * @param ratios new : old, of rates, one for each round
 */
export const judge = (ratios: number[]): Verdict => {
  const medians = Array.from({ length: samples }, () => median(sampleWithReplacement(ratios, ratios.length)));
  const [middle, from, to] = [median(ratios), quantile(medians, 0.005), quantile(medians, 0.995)];
  const slower = to < 1 && middle <= 1 - least;
  const faster = from > 1 && middle >= 1 / (1 - least);
  return { median: middle, from, to, verdict: slower ? 'slower' : faster ? 'faster' : 'the same, as far as can be told' };
};
