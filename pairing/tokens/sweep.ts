import type { Log } from '@matinee/runtime/log';
import type { Tokens } from './queries.ts';

const batch = 500;
const pauseMs = 20;
const intervalMs = 10_000;

/**
 * Deletes expired tokens, a few at a time with a pause between, so that nobody waits for it.
 * @param keptS how long one that has expired is kept, so that who asks for it is told so
 * @returns how to end it; resolves when no statement of it is under way
 */
export const startSweeping = (tokens: Tokens, { keptS, log }: { keptS: number; log: Log }): (() => Promise<void>) => {
  let timer: Timer | undefined;
  let stopped = false;

  const sweep = async () => {
    let full = false;
    try {
      full = (await tokens.sweep(keptS, batch)) === batch;
    } catch (err) {
      log.warn({ err }, 'could not delete expired tokens');
    }
    // Several processes do not all sweep at one moment.
    if (!stopped) timer = setTimeout(run, full ? pauseMs : intervalMs * (0.5 + Math.random()));
  };
  let current = Promise.resolve();
  const run = () => {
    current = sweep();
  };
  run();

  return async () => {
    stopped = true;
    clearTimeout(timer);
    await current;
  };
};
