import { max, median, min } from 'simple-statistics';

/** Median, and how far the rounds lay apart. */
export const spread = (values: number[]): { median: number; min: number; max: number } => ({
  median: median(values),
  min: min(values),
  max: max(values),
});
