import { stopAll } from './processes.ts';

/** Ctrl-C and the like end what a benchmark has started with it; the platform is stopped by scripts/bench.sh. */
export const stopOnSignals = (): void => {
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ] as const) {
    process.on(signal, () => {
      stopAll();
      process.exit(128 + number);
    });
  }
};
