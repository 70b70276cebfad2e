import type { Log } from './log.ts';

type Step = [stage: string, ...steps: (() => unknown)[]];

/**
 * Ends the process cleanly on SIGINT or SIGTERM: runs the stages one after the other (the steps of a stage together), once,
 * and exits 0; after `timeoutMs`, or when a step fails, it exits 1 with the stage in the log. Says `ready` to a process
 * manager that listens. An error that nobody caught ends the process at once: its state is unknown.
 */
export const runUntilStopped = (stages: Step[], { log, timeoutMs }: { log: Log; timeoutMs: number }): void => {
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

  process.on('SIGINT', () => void stop('SIGINT'));
  process.on('SIGTERM', () => void stop('SIGTERM'));
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (err: Error) => {
      log.fatal({ err }, event);
      process.exit(1);
    });
  }
  process.send?.('ready');
};
