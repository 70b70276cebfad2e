import { afterAll, beforeAll, expect, test } from 'bun:test';
import { connectAsAdmin, createDatabase } from '@matinee/tests/support/database';
import { run } from '@matinee/tests/support/run';
import { columns } from './movies/columns.ts';

let database: Awaited<ReturnType<typeof createDatabase>>;
let admin: ReturnType<typeof connectAsAdmin>;
let env: Record<string, string>;

beforeAll(async () => {
  database = await createDatabase('INVENTORY');
  const name = new URL(database.url).pathname.slice(1);
  env = { INVENTORY_DATABASE_NAME: name, INVENTORY_DATABASE_URL: '' };
  admin = connectAsAdmin(name);
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

const migrate = () => run(['scripts/migrate.sh', 'inventory'], env);

/** Undoes the newest migration. */
const rollBack = async () => {
  const url = await run(['bun', 'sql/owner-url.ts', 'INVENTORY'], env);
  const options = ['--migrations-dir', 'sql/inventory', '--migrations-table', 'dbmate.migrations', '--no-dump-schema'];
  await run(['bun', 'sql/node_modules/.bin/dbmate', ...options, 'rollback'], { DATABASE_URL: url.trim() });
};

const schema = async () =>
  (
    await admin`
      select concat_ws(' ', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull, attidentity,
        pg_get_expr(adbin, adrelid), col_description(attrelid, attnum)) as part
      from pg_attribute join pg_class on pg_class.oid = attrelid left join pg_attrdef on adrelid = attrelid and adnum = attnum
      where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0
      union all select indexdef from pg_indexes where schemaname = 'public'
      union all select pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
      union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
      union all select pg_get_functiondef(oid) || obj_description(oid, 'pg_proc') from pg_proc
        where pronamespace = 'public'::regnamespace and prokind = 'f'
          and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')
      order by part`
  ).map(({ part }) => part);

test('the list of columns and the JSON of a movie agree with the table', async () => {
  const all = await admin`
    select attname as name, format_type(atttypid, atttypmod) as type
    from pg_attribute where attrelid = 'movies'::regclass and attnum > 0 order by attnum`;
  expect([...all]).toEqual([
    { name: 'id', type: 'integer' },
    ...columns.map(({ name, type }) => ({ name, type })),
    { name: 'version', type: 'integer' },
    { name: 'json', type: 'text' },
    { name: 'search', type: 'tsvector' },
  ]);
  const examples = { text: 'x', integer: 2000, 'text[]': ['x'] };
  const movie = Object.fromEntries(columns.map(({ name, type }) => [name, examples[type]]));
  const [row] = await admin`insert into movies ${admin(movie)} returning json`;
  expect(Object.entries(JSON.parse(row?.json)).slice(1)).toEqual(Object.entries(movie));
});

test('migrations that are undone and applied again give the same schema', async () => {
  const before = await schema();
  expect(before.length).toBeGreaterThan(50);
  for (const _ of new Bun.Glob('sql/inventory/*.sql').scanSync(`${import.meta.dir}/..`)) await rollBack();
  expect(await schema()).toEqual([]);
  await migrate();
  expect(await schema()).toEqual(before);
});

test('migrations build an index anew that an interrupted run left invalid', async () => {
  await admin`delete from dbmate.migrations where version = '20261124000005'`;
  await admin`update pg_index set indisvalid = false where indexrelid = 'movies_by_same_title'::regclass`;
  await migrate();
  const indexes = await admin`
    select indisvalid as valid from pg_index where indexrelid = to_regclass('movies_by_same_title')`;
  expect([...indexes]).toEqual([{ valid: true }]);
});
