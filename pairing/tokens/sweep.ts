import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '@matinee/runtime/log';
import type { Tokens } from './queries.ts';

// Small batches with pauses, so that requests do not wait for row locks.
const batchSize = 500;
const pauseMs = 20;
const intervalMs = 10_000;

/**
 * Deletes expired tokens until the signal is aborted; resolves after the last query.
 * @param keptS how long an expired token is kept: requests for it get 410 rather than 404
 */
export const sweep = async (tokens: Tokens, keptS: number, log: Log, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    const count = await tokens.sweep(keptS, batchSize).catch((err) => log.warn({ err }, 'could not delete expired tokens'));
    // Random, so that several processes do not sweep at the same moment.
    const waitMs = count === batchSize ? pauseMs : intervalMs * (0.5 + Math.random());
    await sleep(waitMs, undefined, { signal }).catch(() => {});
  }
};
