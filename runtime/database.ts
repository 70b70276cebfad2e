import pRetry from 'p-retry';
import postgres from 'postgres';
import { arrayTypes } from './arrays.ts';
import type { Check } from './health.ts';
import { Problem, unavailable } from './problem.ts';

export type Database = postgres.Sql;

type Options = {
  /** Shown in pg_stat_activity. */
  name: string;
  /** Maximum number of connections. */
  pool: number;
  statementTimeoutMs?: number;
  lockTimeoutMs?: number;
  /** Whether statements stay prepared: for a fixed set of statements only. */
  prepare?: boolean;
  /** See `planOnce`. */
  byIndex?: boolean;
  /** Whether connections never expire, as session state such as an advisory lock needs. */
  keepConnection?: boolean;
  /** Further settings of PostgreSQL for each connection. */
  settings?: Record<string, string | number>;
};

// Without a generic plan, `= any($1)` is planned anew for each short array, which takes longer than the lookup. A generic plan made
// while a table is empty would be a sequential scan.
const planOnce = { plan_cache_mode: 'force_generic_plan', enable_seqscan: 'off' };

/** A connection pool. It connects with the first query, and reconnects whenever a connection is lost. */
export const connectDatabase = (url: string, { name, pool, prepare = true, ...options }: Options): Database => {
  const { statementTimeoutMs = 30_000, lockTimeoutMs = 10_000, byIndex = false, keepConnection = false } = options;
  const limits = { statement_timeout: statementTimeoutMs, lock_timeout: lockTimeoutMs };
  return postgres(url, {
    prepare,
    max: pool,
    connect_timeout: 5,
    types: arrayTypes,
    fetch_types: false,
    ...(keepConnection && { max_lifetime: null }),
    // Seconds, so that the first query after an outage soon reconnects.
    backoff: () => 0.1 + Math.random() * 0.4,
    onnotice: () => {},
    connection: asText({ application_name: name, ...limits, ...(byIndex && planOnce), ...options.settings }),
  });
};

/** postgres.js drops settings that are the number 0. */
const asText = (settings: Record<string, string | number>): Record<string, string> =>
  Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)]));

// https://www.postgresql.org/docs/current/errcodes-appendix.html. After a cut, postgres.js rejects the next query with the old
// connection's 57P01 although it never ran.
const neverRan = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'CONNECT_TIMEOUT', '57P01', '57P03', '53300'];
// Serialization failure and deadlock.
const conflicts = ['40001', '40P01'];
// The connection was lost before the result: the query may have run.
const unknown = ['CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'CONNECTION_ENDED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', '57P02'];
// A statement or lock timeout.
const timeouts = ['57014', '55P03'];

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** Whether PostgreSQL rolled the query back because of a concurrent transaction. */
export const isConflict = (error: unknown): boolean => conflicts.includes(codeOf(error));

/** Whether the query certainly changed nothing: even one that is not idempotent may be retried. */
export const isRolledBack = (error: unknown): boolean => neverRan.includes(codeOf(error)) || isConflict(error);

/** Whether the connection or the server failed, not the query: an idempotent query may be retried. */
export const isTransient = (error: unknown): boolean => isRolledBack(error) || unknown.includes(codeOf(error));

/** Whether the data is invalid (SQLSTATE class 22 or 23): a retry would fail again. Nothing was changed. */
export const isDataError = (error: unknown): boolean => /^2[23]...$/.test(codeOf(error));

/** Retries a query after errors that `when` allows, four times within half a second. */
export const repeat = <T>(query: () => Promise<T>, when: (error: unknown) => boolean): Promise<T> =>
  pRetry(query, { retries: 4, minTimeout: 20, maxTimeout: 250, randomize: true, shouldRetry: ({ error }) => when(error) });

/**
 * Retries a query through a short outage.
 * @param when isTransient for an idempotent query, isRolledBack for any other
 * @throws Problem 503 when the outage lasts longer
 */
export const withRetries = async <T>(query: () => Promise<T>, when: (error: unknown) => boolean): Promise<T> => {
  try {
    return await repeat(query, when);
  } catch (error) {
    if (isConflict(error))
      throw unavailable('Concurrent changes conflict with this one. Nothing was changed; try again shortly.');
    if (isRolledBack(error)) throw unavailable('The database is unavailable. Nothing was changed; try again shortly.');
    if (isTransient(error))
      throw unavailable('The connection to the database was lost. A change may have been made: check before you repeat it.');
    if (timeouts.includes(codeOf(error)))
      throw unavailable('The database did not finish in time. Nothing was changed; try again later.');
    throw error;
  }
};

/** A health check with a connection of its own, which no request delays. Concurrent calls share one check. */
export const createDatabaseCheck = (url: string, name: string): { check: () => Promise<Check>; close: () => Promise<void> } => {
  const sql = connectDatabase(url, { name: `${name} health`, pool: 1, statementTimeoutMs: 2000 });
  let current: Promise<Check> | undefined;
  const check = async (): Promise<Check> => {
    try {
      await withRetries(() => sql`select 1`, isTransient);
      return { status: 'ok' };
    } catch (error) {
      return { status: 'fail', output: error instanceof Problem ? 'unavailable' : 'answers with an error' };
    } finally {
      current = undefined;
    }
  };
  return {
    check: () => {
      current ??= check();
      return current;
    },
    close: () => sql.end({ timeout: 2 }),
  };
};
