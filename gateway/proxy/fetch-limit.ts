import type { Log } from '@matinee/runtime/log';

/**
 * How many requests Bun's fetch sends at once; more would wait silently. Bun reads the limit from its environment as it starts.
 * @param wanted requests in flight that the settings allow
 */
export const fetchLimit = (log: Log, wanted: number): number => {
  const limit = Number(process.env.BUN_CONFIG_MAX_HTTP_REQUESTS) || 256;
  if (limit < wanted)
    log.warn(
      { limit, wanted },
      'start Bun with BUN_CONFIG_MAX_HTTP_REQUESTS of at least GATEWAY_REQUESTS_IN_HAND: using its limit',
    );
  return limit;
};
