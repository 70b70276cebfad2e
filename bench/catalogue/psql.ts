import type { Platform } from '../platform.ts';

/** A psql command in a database of the platform's server. */
export const psql = ({ inventoryUrl }: Platform, database: string, command: string): string[] => [
  'psql',
  '--quiet',
  '--no-psqlrc',
  inventoryUrl.replace(/[^/]+$/, database),
  '-c',
  command,
];
