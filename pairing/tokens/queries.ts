import { raceS, wrongTriesAllowed } from '@matinee/contracts/tokens';
import { createBatches } from '@matinee/runtime/batches';
import { type Database, isRolledBack, isTransient, withRetries } from '@matinee/runtime/database';
import { unavailable } from '@matinee/runtime/problem';
import { drawCode } from './codes.ts';

/**
 * The channel on which the codes of tokens that were paired or deleted are told, separated by commas: those of one statement together
 * (500 at most: a notification holds 8,000 bytes).
 */
export const channel = 'tokens';

// One write of a kind at a time: while its commit is under way, the next ones gather, and one commit serves many requests.
const oneAtOnce = { maxConcurrent: 1, maxBatchSize: 500, maxQueued: 20_000 };
const twoAtOnce = { ...oneAtOnce, maxConcurrent: 2 };

/** A token's row. `left_ms`: until it expires, by the database's clock; `valid`: neither expired nor tried too often. */
export type Row = {
  code: string;
  entity_1: string;
  entity_2: string | null;
  expires_at: Date;
  left_ms: number;
  valid: boolean;
  /** Paired long enough ago that a stranger who tries to pair it has not just lost a race. */
  settled: boolean;
};

type Lifetimes = { tokenLifetimeS: number; pairedLifetimeS: number };

/** The tokens' statements, each for many requests at once. A code is given in its normal form. */
export const createTokens = (sql: Database, { tokenLifetimeS, pairedLifetimeS }: Lifetimes, draw = drawCode) => {
  const columns = sql`tokens.code, entity_1, entity_2, expires_at, (extract(epoch from expires_at - now()) * 1000)::float8 as left_ms,
    expires_at > now() and wrong_tries < ${wrongTriesAllowed}::int as valid,
    coalesce(paired_at < now() - ${raceS}::int * interval '1 second', false) as settled`;

  // Repeated after an outage even if it may have been carried out: a token whose code nobody was told expires like any other.
  const insert = createBatches(
    (tokens: { code: string; entity: string }[]) =>
      withRetries(async () => {
        const rows = await sql<Row[]>`
        insert into tokens (code, entity_1, expires_at)
        select code, entity, now() + ${tokenLifetimeS}::int * interval '1 second'
        from unnest(${tokens.map(({ code }) => code)}::text[], ${tokens.map(({ entity }) => entity)}::text[]) as new (code, entity)
        on conflict (code) do nothing
        returning ${columns}`;
        return takeEach(rows, tokens);
      }, isTransient),
    oneAtOnce,
  );

  const find = createBatches(
    (codes: string[]) =>
      withRetries(async () => {
        const rows = await sql<Row[]>`select ${columns} from tokens where code = any(${[...new Set(codes)]}::text[])`;
        const found = new Map(rows.map((row) => [row.code, row]));
        return codes.map((code) => found.get(code));
      }, isTransient),
    twoAtOnce,
  );

  // Repeated after an outage even if it may have been carried out: for the same entity that changes nothing.
  const pair = createBatches(
    (tries: { code: string; entity: string }[]) =>
      withRetries(async () => {
        // In the codes' order, so that two statements never wait for each other. Of several tries on one token an update takes one.
        const sorted = tries.toSorted((a, b) => (a.code < b.code ? -1 : 1));
        const rows = await sql<Row[]>`
        with paired as (
          update tokens set entity_2 = entity, paired_at = now(), expires_at = now() + ${pairedLifetimeS}::float8 * interval '1 second'
          from unnest(${sorted.map(({ code }) => code)}::text[], ${sorted.map(({ entity }) => entity)}::text[]) as tries (code, entity)
          where tokens.code = tries.code and entity_2 is null and entity_1 <> entity and expires_at > now()
          returning ${columns}
        ), told as (
          select pg_notify(${channel}, string_agg(code, ',')) from paired having count(*) > 0
        )
        select paired.*, (select count(*) from told) from paired`;
        const paired = new Map(rows.map((row) => [row.code, row]));
        return tries.map(({ code, entity }) => (paired.get(code)?.entity_2 === entity ? paired.get(code) : undefined));
      }, isTransient),
    oneAtOnce,
  );

  const remove = createBatches(
    (codes: string[]) =>
      withRetries(async () => {
        const rows = await sql<{ code: string }[]>`
        with gone as (
          delete from tokens where code = any(${codes.toSorted()}::text[]) returning code
        ), told as (
          select pg_notify(${channel}, string_agg(code, ',')) from gone having count(*) > 0
        )
        select code, (select count(*) from told) from gone`;
        return takeEach(
          rows,
          codes.map((code) => ({ code })),
        );
      }, isRolledBack),
    oneAtOnce,
  );

  return {
    /** A new token for an entity, with a code that no other has. */
    create: async (entity: string): Promise<Row> => {
      for (let attempt = 0; attempt < 20; attempt++) {
        const row = await insert({ code: draw(), entity });
        if (row) return row;
      }
      throw unavailable('No free code was found.');
    },

    find,

    /** Pairs a token that is still free with an entity; undefined when it could not be, for which `find` shows the reason. */
    pair,

    /** Counts a stranger's try to pair a token; the last one that is allowed makes it invalid. */
    countWrongTry: (code: string): Promise<unknown> =>
      withRetries(
        async () =>
          sql`update tokens set wrong_tries = wrong_tries + 1 where code = ${code} and wrong_tries < ${wrongTriesAllowed}::int`,
        isRolledBack,
      ),

    /** Deletes a token; says whether there was one. */
    remove: async (code: string): Promise<boolean> => (await remove(code)) !== undefined,

    /** Those of the codes whose tokens no longer wait to be paired. */
    decided: async (codes: string[]): Promise<string[]> => {
      const rows = await sql<{ code: string }[]>`
        select code from unnest(${codes}::text[]) as asked (code)
        where not exists (select from tokens where tokens.code = asked.code and entity_2 is null and expires_at > now())`;
      return rows.map(({ code }) => code);
    },

    /** Deletes some of the tokens that expired more than `keptS` ago, and none that another statement works on; says how many. */
    sweep: async (keptS: number, atMost: number): Promise<number> => {
      const { count } = await sql`
        delete from tokens where code in (
          select code from tokens where expires_at < now() - ${keptS}::float8 * interval '1 second'
          order by expires_at limit ${atMost} for update skip locked
        )`;
      return count;
    },
  };
};

export type Tokens = ReturnType<typeof createTokens>;

/** The row of each item, given once: of two items with one code, one gets nothing. */
const takeEach = <R extends { code: string }>(rows: R[], items: { code: string }[]): (R | undefined)[] => {
  const free = new Map(rows.map((row) => [row.code, row]));
  return items.map(({ code }) => {
    const row = free.get(code);
    free.delete(code);
    return row;
  });
};
