import type { Log } from '@matinee/runtime/log';
import { Redis } from 'ioredis';

export type Store = { client: Redis; close: () => void };

/** Reads RATE_LIMIT_STORE: a URL, or undefined for this process's own memory. @throws Error that says what is wrong, without the URL */
export const parseStoreUrl = (setting: string): string | undefined => {
  if (setting === '' || setting === 'memory') return undefined;
  // The URL may hold a password: it is not repeated.
  if (!URL.canParse(setting) || !['redis:', 'rediss:'].includes(new URL(setting).protocol))
    throw new Error('is neither empty nor a URL that begins with redis:// or rediss://');
  return setting;
};

/**
 * The Redis or Valkey where several gateways count together. It is never waited for long: a request that it holds up passes instead.
 * @param url `redis://…` or `rediss://…`
 */
export const connectStore = (url: string, log: Log): Store => {
  const client = new Redis(url, {
    commandTimeout: 200,
    connectTimeout: 1000,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2000),
  });
  client.on('error', (err: Error) => log.debug({ err }, 'the store of rate limits'));
  return { client, close: () => client.disconnect() };
};
