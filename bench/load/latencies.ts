import { build, type Histogram } from 'hdr-histogram-js';

/** For latencies in microseconds, up to a minute, to three digits. */
export const latencies = (): Histogram =>
  build({ lowestDiscernibleValue: 1, highestTrackableValue: 60_000_000, numberOfSignificantValueDigits: 3 });

export type Percentiles = { p50: number; p90: number; p99: number; p999: number };

/** In ms. */
export const percentiles = (latency: Histogram): Percentiles => {
  const at = (percentile: number) => latency.getValueAtPercentile(percentile) / 1000;
  return { p50: at(50), p90: at(90), p99: at(99), p999: at(99.9) };
};
