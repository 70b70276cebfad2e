import { createBatches } from '@matinee/runtime/batches';
import { type Database, isRolledBack, isTransient, withRetries } from '@matinee/runtime/database';
import { unavailable } from '@matinee/runtime/problem';
import { drawCode } from './codes.ts';

/** The channel of notifications about paired and deleted tokens. A payload is a list of at most 500 codes: it must fit into 8,000 bytes. */
export const channel = 'tokens';

// A paired token becomes invalid after this many attempts of other parties to pair it.
const maxWrongTries = 5;
// Attempts so soon after the pairing have lost a race, and do not count.
const raceS = 30;

/** `left_ms`: until the token expires; `settled`: paired, and later attempts to pair it count as wrong. */
export type Row = {
  code: string;
  entity_1: string;
  entity_2: string | null;
  expires_at: Date;
  left_ms: number;
  valid: boolean;
  settled: boolean;
};

type Item = { code: string };
type Entry = Item & { entity: string };
type Lifetimes = { tokenLifetimeS: number; pairedLifetimeS: number };

/** The queries on tokens, each for many requests at once. Codes are in their normal form. */
export const createTokens = (sql: Database, { tokenLifetimeS, pairedLifetimeS }: Lifetimes, draw = drawCode) => {
  const columns = sql`tokens.code, entity_1, entity_2, expires_at, (extract(epoch from expires_at - now()) * 1000)::float8 as left_ms,
    expires_at > now() and wrong_tries < ${maxWrongTries}::int as valid,
    coalesce(paired_at < now() - ${raceS}::int * interval '1 second', false) as settled`;

  // Retried after any transient fault: a token that was inserted before expires, as nobody knows its code.
  const insert = batched(1, isTransient, async (items: Entry[]) => {
    const rows = await sql<Row[]>`
      insert into tokens (code, entity_1, expires_at)
      select code, entity, now() + ${tokenLifetimeS}::int * interval '1 second'
      from unnest(${codesOf(items)}::text[], ${entitiesOf(items)}::text[]) as new (code, entity)
      on conflict (code) do nothing
      returning ${columns}`;
    return takeEach(rows, items);
  });

  const find = batched(2, isTransient, async (codes: string[]) => {
    const rows = await sql<Row[]>`select ${columns} from tokens where code = any(${[...new Set(codes)]}::text[])`;
    const found = new Map(rows.map((row) => [row.code, row]));
    return codes.map((code) => found.get(code));
  });

  // Retried after any transient fault: it is idempotent for the same entity.
  const pair = batched(1, isTransient, async (items: Entry[]) => {
    // Sorted, so that concurrent updates lock rows in one order. Of several items with one code, an update applies one.
    const sorted = items.toSorted((a, b) => (a.code < b.code ? -1 : 1));
    const rows = await sql<Row[]>`
      with paired as (
        update tokens set entity_2 = entity, paired_at = now(), expires_at = now() + ${pairedLifetimeS}::float8 * interval '1 second'
        from unnest(${codesOf(sorted)}::text[], ${entitiesOf(sorted)}::text[]) as items (code, entity)
        where tokens.code = items.code and entity_2 is null and entity_1 <> entity and expires_at > now()
        returning ${columns}
      ), notified as (
        select pg_notify(${channel}, string_agg(code, ',')) from paired having count(*) > 0
      )
      select paired.*, (select count(*) from notified) from paired`;
    const paired = new Map(rows.map((row) => [row.code, row]));
    return items.map(({ code, entity }) => (paired.get(code)?.entity_2 === entity ? paired.get(code) : undefined));
  });

  const remove = batched(1, isRolledBack, async (items: Item[]) => {
    const rows = await sql<Item[]>`
      with deleted as (
        delete from tokens where code = any(${codesOf(items).sort()}::text[]) returning code
      ), notified as (
        select pg_notify(${channel}, string_agg(code, ',')) from deleted having count(*) > 0
      )
      select code, (select count(*) from notified) from deleted`;
    return takeEach(rows, items);
  });

  return {
    /** Creates a token with a new code. */
    create: async (entity: string): Promise<Row> => {
      for (let attempt = 0; attempt < 20; attempt++) {
        const row = await insert({ code: draw(), entity });
        if (row) return row;
      }
      throw unavailable('No unused code was found. Try again shortly.');
    },

    find,

    /** Pairs a free token with an entity; undefined when that is impossible. */
    pair,

    /** Counts an attempt of another party to pair a paired token. */
    countWrongTry: (code: string): Promise<unknown> =>
      withRetries(
        async () =>
          sql`update tokens set wrong_tries = wrong_tries + 1 where code = ${code} and wrong_tries < ${maxWrongTries}::int`,
        isRolledBack,
      ),

    /** Deletes a token; undefined when it does not exist. */
    remove: (code: string): Promise<Item | undefined> => remove({ code }),

    /** Returns the codes whose tokens are paired, expired or deleted. */
    decided: async (codes: string[]): Promise<string[]> => {
      const rows = await sql<Item[]>`
        select code from unnest(${codes}::text[]) as asked (code)
        where not exists (select from tokens where tokens.code = asked.code and entity_2 is null and expires_at > now())`;
      return codesOf(rows);
    },

    /** Deletes up to `limit` tokens that expired more than `keptS` ago, except locked ones. @returns their number */
    sweep: async (keptS: number, limit: number): Promise<number> => {
      const { count } = await sql`
        delete from tokens where code in (
          select code from tokens where expires_at < now() - ${keptS}::float8 * interval '1 second'
          order by expires_at limit ${limit} for update skip locked
        )`;
      return count;
    },
  };
};

export type Tokens = ReturnType<typeof createTokens>;

/** Batches the requests that come while `maxConcurrent` queries run: one commit serves many requests. */
const batched = <In, Out>(maxConcurrent: number, when: (error: unknown) => boolean, run: (items: In[]) => Promise<Out[]>) =>
  createBatches((items: In[]) => withRetries(() => run(items), when), { maxConcurrent, maxBatchSize: 500, maxQueued: 20_000 });

const codesOf = (items: Item[]) => items.map(({ code }) => code);
const entitiesOf = (items: Entry[]) => items.map(({ entity }) => entity);

/** Assigns each row to one item: of several items with one code, only the first gets the row. */
const takeEach = <R extends Item>(rows: R[], items: Item[]): (R | undefined)[] => {
  const free = new Map(rows.map((row) => [row.code, row]));
  return items.map(({ code }) => {
    const row = free.get(code);
    free.delete(code);
    return row;
  });
};
