import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { connectAsAdmin } from '@matinee/tests/support/database';
import { startInventory } from '@matinee/tests/support/inventory';
import { createPrograms } from '@matinee/tests/support/programs';
import { until } from '@matinee/tests/support/wait';
import type { TransactionSql } from 'postgres';

let inventory: Awaited<ReturnType<typeof startInventory>>;
let programs: Awaited<ReturnType<typeof createPrograms>>;
let admin: ReturnType<typeof connectAsAdmin>;

beforeAll(async () => {
  inventory = await startInventory({ lockTimeoutMs: 5000 });
  programs = await createPrograms(inventory.database.url);
  admin = connectAsAdmin(new URL(inventory.database.url).pathname.slice(1));
});
beforeEach(() => inventory.call('DELETE', '/api/movies'));
afterAll(async () => {
  await admin.end();
  await programs.remove();
  await inventory.stop();
});

const rows = async () => [...(await inventory.sql`select id, title, description, version from movies order by id`)];
const waiting = (name: string) =>
  until(`${name} waits for a lock`, async () => {
    const [found] = await inventory.sql`
      select from pg_stat_activity
      where datname = current_database() and application_name = ${name} and wait_event_type = 'Lock'`;
    return found !== undefined;
  });

/** Imports a correction that waits for another transaction, which then commits. */
const importBehind = async (change: (sql: TransactionSql) => Promise<unknown>) => {
  const ended = await admin.begin(async (sql) => {
    await change(sql);
    const running = programs.run('import', ['-'], '[{"title":"Ran","description":"Corrected."},{"title":"Heat"}]');
    await waiting('inventory_import');
    return [running] as const;
  });
  return ended[0];
};

test('a movie that is deleted while its correction waits is added with a new id', async () => {
  const { id } = await inventory.add({ title: 'Ran' });
  const { id: heat } = await inventory.add({ title: 'Heat' });
  expect(await importBehind((sql) => sql`delete from movies where id = ${id}`)).toMatchObject({
    code: 0,
    out: '2 movies read: 1 added, 0 updated, 1 unchanged, 0 rejected.\n',
  });
  const [first, second, ...others] = await rows();
  expect([first, others]).toMatchObject([{ id: heat, title: 'Heat', version: 1 }, []]);
  expect(second).toMatchObject({ title: 'Ran', description: 'Corrected.', version: 1 });
  expect(second?.id).toBeGreaterThan(heat);
});

test('a movie that is renamed while its correction waits is not changed', async () => {
  const { id } = await inventory.add({ title: 'Ran', description: 'Mine.' });
  await inventory.add({ title: 'Heat' });
  expect(await importBehind((sql) => sql`update movies set title = 'Chaos' where id = ${id}`)).toMatchObject({
    code: 0,
    out: '2 movies read: 1 added, 0 updated, 1 unchanged, 0 rejected.\n',
  });
  expect(await rows()).toMatchObject([
    { id, title: 'Chaos', description: 'Mine.' },
    { title: 'Heat' },
    { title: 'Ran', description: 'Corrected.' },
  ]);
});

test('a movie that changes while its correction waits is corrected', async () => {
  const { id } = await inventory.add({ title: 'Ran' });
  await inventory.add({ title: 'Heat' });
  expect(await importBehind((sql) => sql`update movies set description = 'Changed.' where id = ${id}`)).toMatchObject({
    code: 0,
    out: '2 movies read: 0 added, 1 updated, 1 unchanged, 0 rejected.\n',
  });
  expect(await rows()).toMatchObject([{ id, title: 'Ran', description: 'Corrected.', version: 3 }, { title: 'Heat' }]);
});

/** Locks every counter while `work` waits for one, then waits for the word "omega" of `work`: PostgreSQL rolls `work` back. */
const deadlock = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
  const ended = await admin.begin(async (sql) => {
    // PostgreSQL rolls back the side whose timeout comes first.
    await sql`set local deadlock_timeout = '60s'`;
    await sql`update movie_counters set changes = changes`;
    const running = work();
    await waiting(name);
    await sql`insert into words values ('omega') on conflict do nothing`;
    return [running] as const;
  });
  return ended[0];
};

test('an import is retried after a deadlock on the counters', async () => {
  await inventory.add({ title: 'Omega' });
  await admin`delete from words where word = 'omega'`;
  const run = () => programs.run('import', ['-'], '[{"title":"Omega","description":"Corrected."}]');
  expect(await deadlock('inventory_import', run)).toMatchObject({ code: 0, err: '' });
  expect(await rows()).toMatchObject([{ title: 'Omega', description: 'Corrected.', version: 2 }]);
});

test('an addition is retried after a deadlock on the counters', async () => {
  await admin`delete from words where word = 'omega'`;
  const add = () => inventory.call('POST', '/api/movies', { title: 'Omega' });
  expect(await deadlock('inventory_app', add)).toMatchObject({ status: 201 });
  expect(await rows()).toMatchObject([{ title: 'Omega', version: 1 }]);
});

test('an import whose retries all deadlock fails with that reason and changes nothing', async () => {
  await admin`create function fail() returns trigger language plpgsql as
    $$ begin raise exception 'deadlock detected' using errcode = '40P01'; end $$`;
  await admin`create trigger fail after insert on movies execute function fail()`;
  const { code, err } = await programs.run('import', ['-'], '{"title":"Omega"}');
  await admin`drop function fail() cascade`;
  expect({ code, err }).toEqual({
    code: 1,
    err: expect.stringContaining('failed: Another transaction conflicted with the import: deadlock'),
  });
  expect(await rows()).toEqual([]);
});
