import type { Log } from '@matinee/runtime/log';
import { Redis } from 'ioredis';

export type Store = { client: Redis; close: () => void };

/** Parses RATE_LIMIT_STORE; undefined: this process's memory. @throws Error without the URL, which may contain a password */
export const parseStoreUrl = (setting: string): string | undefined => {
  if (setting === '' || setting === 'memory') return undefined;
  if (!URL.canParse(setting) || !['redis:', 'rediss:'].includes(new URL(setting).protocol))
    throw new Error('is neither empty nor a URL that begins with redis:// or rediss://');
  return setting;
};

/** A Redis or Valkey where several gateways share their counts. Its timeouts are short, because requests wait for it. */
export const connectStore = (url: string, log: Log): Store => {
  const client = new Redis(url, {
    commandTimeout: 200,
    connectTimeout: 1000,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2000),
  });
  client.on('error', (err: Error) => log.debug({ err }, 'cannot reach the rate limit store'));
  return { client, close: () => client.disconnect() };
};
