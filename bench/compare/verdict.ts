import { median, quantile, sampleWithReplacement } from 'simple-statistics';

export type Verdict = {
  median: number;
  /** Where 99 % of such medians lie. */
  from: number;
  to: number;
  verdict: 'slower' | 'faster' | 'no clear difference';
};

/** Two platforms of the same code differ by less. */
const minDifference = 0.05;
const samples = 5000;

/**
 * A path is slower when the median ratio is at least 5 % below 1 and so are, at least by a little, 99 % of the medians of a bootstrap.
 * @param ratios new : old, of rates, one for each round
 */
export const judge = (ratios: number[]): Verdict => {
  const medians = Array.from({ length: samples }, () => median(sampleWithReplacement(ratios, ratios.length)));
  const [middle, from, to] = [median(ratios), quantile(medians, 0.005), quantile(medians, 0.995)];
  const slower = to < 1 && middle <= 1 - minDifference;
  const faster = from > 1 && middle >= 1 / (1 - minDifference);
  return { median: middle, from, to, verdict: slower ? 'slower' : faster ? 'faster' : 'no clear difference' };
};
