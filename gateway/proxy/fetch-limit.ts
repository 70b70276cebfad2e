import type { Log } from '@matinee/runtime/log';

/** The maximum number of concurrent requests of Bun's fetch, which queues further ones silently. Bun reads it when it starts. */
export const fetchLimit = (log: Log, wanted: number): number => {
  const limit = Number(process.env.BUN_CONFIG_MAX_HTTP_REQUESTS) || 256;
  if (limit < wanted) log.warn({ limit, wanted }, 'BUN_CONFIG_MAX_HTTP_REQUESTS is below GATEWAY_REQUESTS_IN_HAND and limits it');
  return limit;
};
