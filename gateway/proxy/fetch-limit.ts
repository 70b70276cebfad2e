import type { Log } from '@matinee/runtime/log';

/** How many requests Bun's fetch sends at once; more would wait silently. Bun reads the limit as it starts. */
export const fetchLimit = (log: Log, wanted: number): number => {
  const limit = Number(process.env.BUN_CONFIG_MAX_HTTP_REQUESTS) || 256;
  if (limit < wanted)
    log.warn({ limit, wanted }, 'BUN_CONFIG_MAX_HTTP_REQUESTS is below GATEWAY_REQUESTS_IN_HAND: it is the limit now');
  return limit;
};
