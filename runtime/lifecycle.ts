import type { Log } from './log.ts';

type Stage = [name: string, ...steps: (() => unknown)[]];

/**
 * Stops the process on SIGINT or SIGTERM: runs the stages in order, the steps of a stage together, and exits 0. It exits 1 when a step
 * fails, after `timeoutMs`, and after an uncaught error. Tells PM2 `ready`.
 */
export const runUntilStopped = (stages: Stage[], { log, timeoutMs }: { log: Log; timeoutMs: number }): void => {
  let stopping = false;

  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    let current = '';
    setTimeout(() => {
      log.error({ stage: current, timeout_ms: timeoutMs }, 'did not stop in time');
      process.exit(1);
    }, timeoutMs).unref();
    try {
      for (const [stage, ...steps] of stages) {
        current = stage;
        await Promise.all(steps.map((step) => step()));
      }
    } catch (err) {
      log.error({ err, stage: current }, 'did not stop cleanly');
      process.exit(1);
    }
    log.info('stopped');
    process.exit(0);
  };

  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (err: Error) => {
      log.fatal({ err }, event);
      process.exit(1);
    });
  }
  process.send?.('ready');
};
