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

/** Imports a correction while another transaction holds its change uncommitted, which then is committed. */
const importBehind = async (change: (sql: TransactionSql) => Promise<unknown>) => {
  const ended = await admin.begin(async (sql) => {
    await change(sql);
    const running = programs.run('import', ['-'], '[{"title":"Ran","description":"Corrected."},{"title":"Heat"}]');
    await waiting('inventory_import');
    return [running] as const;
  });
  return ended[0];
};

test('a movie that is deleted while its correction waits comes in as new, never with its old id', async () => {
  const { id } = await inventory.add({ title: 'Ran' });
  const { id: heat } = await inventory.add({ title: 'Heat' });
  expect(await importBehind((sql) => sql`delete from movies where id = ${id}`)).toMatchObject({
    code: 0,
    out: '2 films read: 1 added, 0 brought up to date, 1 there already, 0 faulty.\n',
  });
  const [first, second, ...others] = await rows();
  expect([first, others]).toMatchObject([{ id: heat, title: 'Heat', version: 1 }, []]);
  expect(second).toMatchObject({ title: 'Ran', description: 'Corrected.', version: 1 });
  expect(second?.id).toBeGreaterThan(heat);
});

test('a movie that becomes another while its correction waits keeps what it has', async () => {
  const { id } = await inventory.add({ title: 'Ran', description: 'Mine.' });
  await inventory.add({ title: 'Heat' });
  expect(await importBehind((sql) => sql`update movies set title = 'Chaos' where id = ${id}`)).toMatchObject({
    code: 0,
    out: '2 films read: 1 added, 0 brought up to date, 1 there already, 0 faulty.\n',
  });
  expect(await rows()).toMatchObject([
    { id, title: 'Chaos', description: 'Mine.' },
    { title: 'Heat' },
    { title: 'Ran', description: 'Corrected.' },
  ]);
});

test('a movie that changes while its correction waits is corrected all the same', async () => {
  const { id } = await inventory.add({ title: 'Ran' });
  await inventory.add({ title: 'Heat' });
  expect(await importBehind((sql) => sql`update movies set description = 'Changed.' where id = ${id}`)).toMatchObject({
    code: 0,
    out: '2 films read: 0 added, 1 brought up to date, 1 there already, 0 faulty.\n',
  });
  expect(await rows()).toMatchObject([{ id, title: 'Ran', description: 'Corrected.', version: 3 }, { title: 'Heat' }]);
});

/** Holds every counter while `work` waits for one, then wants the word "omega", which `work` wrote: PostgreSQL ends `work`. */
const deadlock = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
  const ended = await admin.begin(async (sql) => {
    // The side whose time is up first is ended; this one waits longer.
    await sql`set local deadlock_timeout = '60s'`;
    await sql`update movie_counters set changes = changes`;
    const running = work();
    await waiting(name);
    await sql`insert into words values ('omega') on conflict do nothing`;
    return [running] as const;
  });
  return ended[0];
};

test('an import that meets a deadlock on the counters is repeated', async () => {
  await inventory.add({ title: 'Omega' });
  await admin`delete from words where word = 'omega'`;
  const run = () => programs.run('import', ['-'], '[{"title":"Omega","description":"Corrected."}]');
  expect(await deadlock('inventory_import', run)).toMatchObject({ code: 0, err: '' });
  expect(await rows()).toMatchObject([{ title: 'Omega', description: 'Corrected.', version: 2 }]);
});

test('an addition that meets a deadlock on the counters is repeated', async () => {
  await admin`delete from words where word = 'omega'`;
  const add = () => inventory.call('POST', '/api/movies', { title: 'Omega' });
  expect(await deadlock('inventory_app', add)).toMatchObject({ status: 201 });
  expect(await rows()).toMatchObject([{ title: 'Omega', version: 1 }]);
});

test('an import that meets nothing but deadlocks does not call the database away, and changes nothing', async () => {
  await admin`create function fail() returns trigger language plpgsql as
    $$ begin raise exception 'deadlock detected' using errcode = '40P01'; end $$`;
  await admin`create trigger fail after insert on movies execute function fail()`;
  const { code, err } = await programs.run('import', ['-'], '{"title":"Omega"}');
  await admin`drop function fail() cascade`;
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('broke off: Other changes were in the way: deadlock') });
  expect(await rows()).toEqual([]);
});
