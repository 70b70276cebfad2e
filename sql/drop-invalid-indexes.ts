// Drops the invalid indexes of a failed `create index concurrently`, so that its migration can run again.
// Usage: DATABASE_URL=… bun sql/drop-invalid-indexes.ts
import postgres from 'postgres';

const sql = postgres(process.env.DATABASE_URL ?? '', { max: 1, onnotice: () => {} });
const invalid = await sql<{ statement: string }[]>`
  select format('drop index concurrently if exists %s', indexrelid::regclass) as statement
  from pg_index join pg_class on pg_class.oid = indexrelid
  where not indisvalid and relnamespace = 'public'::regnamespace
    and not exists (select from pg_stat_progress_create_index as build where build.index_relid = indexrelid)`;
for (const { statement } of invalid) await sql.unsafe(statement);
await sql.end();
