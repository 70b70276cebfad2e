import pRetry from 'p-retry';
import postgres from 'postgres';
import { arrayTypes } from './arrays.ts';
import type { Check } from './health.ts';
import { Problem, unavailable } from './problem.ts';

export type Database = postgres.Sql;

type Options = {
  /** How PostgreSQL names the connections in pg_stat_activity. */
  name: string;
  /** Connections at most. */
  pool: number;
  /** How long PostgreSQL may work on a statement before it gives up, ms. */
  statementTimeoutMs?: number;
  /** How long a statement may wait for a row that another holds, ms. */
  lockTimeoutMs?: number;
  /** Whether statements are kept prepared: right for few statements that are run often, wrong for ever new ones. */
  prepare?: boolean;
  /** Whether each statement finds its rows by an index, whatever its parameters are, so that it is planned once. See `planOnce`. */
  byIndex?: boolean;
  /** Whether a connection is kept as long as the pool, for what hangs on it, such as a lock; else each is made anew within an hour. */
  keepConnection?: boolean;
  /** Further settings of each connection, by PostgreSQL's names. */
  settings?: Record<string, string | number>;
};

/**
 * PostgreSQL plans a prepared statement anew each time as long as an array of few keys promises a cheaper plan than one of any length: that
 * takes longer than to look the keys up. And a plan made while a table is empty is to read it whole, until its statistics are taken.
 */
const planOnce = { plan_cache_mode: 'force_generic_plan', enable_seqscan: 'off' };

/** A pool of connections to a database. Nothing is connected before the first query; one that is lost is made anew. */
export const connectDatabase = (
  url: string,
  {
    name,
    pool,
    statementTimeoutMs = 30_000,
    lockTimeoutMs = 10_000,
    prepare = true,
    byIndex = false,
    keepConnection = false,
    settings = {},
  }: Options,
): Database =>
  postgres(url, {
    prepare,
    max: pool,
    connect_timeout: 5,
    types: arrayTypes,
    fetch_types: false,
    ...(keepConnection && { max_lifetime: null }),
    // After an outage the first query is not to wait long for its turn to connect.
    backoff: () => 0.1 + Math.random() * 0.4,
    onnotice: () => {},
    connection: asText({
      application_name: name,
      statement_timeout: statementTimeoutMs,
      lock_timeout: lockTimeoutMs,
      ...(byIndex && planOnce),
      ...settings,
    }),
  });

/** postgres.js leaves out a setting that is 0. */
const asText = (settings: Record<string, string | number>): Record<string, string> =>
  Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)]));

// https://www.postgresql.org/docs/current/errcodes-appendix.html. postgres.js rejects the first query after a cut with the old
// connection's 57P01 although it never ran; a query that PostgreSQL itself refuses with one of these was rolled back.
const neverRan = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'CONNECT_TIMEOUT', '57P01', '57P03', '53300'];
// Serialization failure and deadlock: PostgreSQL rolled this back so that another transaction could go on.
const conflicts = ['40001', '40P01'];
// The connection was lost with the answer: the query may have been carried out.
const unknown = ['CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'CONNECTION_ENDED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', '57P02'];

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** Whether another transaction was in the way, so that PostgreSQL rolled the query back. */
export const isConflict = (error: unknown): boolean => conflicts.includes(codeOf(error));

/** Whether the database did not carry the query out for sure, so that even a query that is not idempotent may be repeated. */
export const isRolledBack = (error: unknown): boolean => neverRan.includes(codeOf(error)) || isConflict(error);

/** Whether the fault is the connection's or the server's and passes by itself, rather than the query's. */
export const isTransient = (error: unknown): boolean => isRolledBack(error) || unknown.includes(codeOf(error));

/** SQLSTATE class 22 (data exception) or 23 (integrity constraint): the data's own fault, whenever it is tried. Nothing was changed. */
export const isDataError = (error: unknown): boolean => /^2[23]...$/.test(codeOf(error));

/** Runs a query and repeats it after errors that `when` allows, four times within half a second. */
export const repeat = <T>(query: () => Promise<T>, when: (error: unknown) => boolean): Promise<T> =>
  pRetry(query, { retries: 4, minTimeout: 20, maxTimeout: 250, randomize: true, shouldRetry: ({ error }) => when(error) });

/**
 * Runs a query and repeats it through a short outage, half a second at most.
 * @param when which errors allow a repeat: isTransient for a query that does no harm twice, isRolledBack for any other
 * @throws Problem 503 when the outage lasts
 */
export const withRetries = async <T>(query: () => Promise<T>, when: (error: unknown) => boolean): Promise<T> => {
  try {
    return await repeat(query, when);
  } catch (error) {
    if (isConflict(error)) throw unavailable('Other changes were in the way. Nothing was changed; try again shortly.');
    if (isRolledBack(error)) throw unavailable('The database is unavailable. Nothing was changed; try again shortly.');
    if (isTransient(error))
      throw unavailable('The connection to the database was lost. It is not known whether the request was carried out.');
    if (codeOf(error) === '57014' || codeOf(error) === '55P03')
      throw new Problem(503, 'The database took too long over this.', { headers: { 'retry-after': '2' } });
    throw error;
  }
};

/**
 * A health check with a connection of its own: requests that wait for a connection do not delay it. Calls share a check under way.
 * @param name how PostgreSQL names the service's connections
 */
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
