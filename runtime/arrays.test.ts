import { afterAll, expect, test } from 'bun:test';
import { connectAsAdmin } from '@matinee/tests/support/database';
import { until } from '@matinee/tests/support/wait';
import { connectDatabase } from './database.ts';

const admin = connectAsAdmin();
const { host, port, user, pass } = admin.options as unknown as { host: string[]; port: number[]; user: string; pass: string };
const sql = connectDatabase(`postgres://${user}:${pass}@${host[0]}:${port[0]}/postgres`, { name: 'test arrays', pool: 1 });

afterAll(async () => {
  await sql.end();
  await admin.end();
});

test('arrays go to PostgreSQL and come back as they were, whatever their elements hold', async () => {
  for (const texts of [
    [],
    ['a'],
    ['', ' ', 'NULL', 'null'],
    ['a,b', '{}', '"q"', "it's", 'back\\slash', 'line\nend', '映画', '😀'],
  ]) {
    const [row] = await sql`select ${texts}::text[] as texts, cardinality(${texts}::text[]) as length`;
    expect(row).toEqual({ texts, length: texts.length });
  }
  const [row] = await sql`select ${['a', null]}::text[] as texts, ${[1, -2, 2147483647]}::int[] as numbers`;
  expect(row).toEqual({ texts: ['a', null], numbers: [1, -2, 2147483647] });
});

test('a connection that PostgreSQL ends is replaced, and no error escapes', async () => {
  for (let i = 0; i < 30; i++) {
    await Promise.allSettled([
      sql`select pg_sleep(0.01)`,
      admin`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test arrays'`,
    ]);
  }
  // postgres.js rejects one more query per connection with the old error.
  const [row] = await until('a query on a new connection', () => sql<{ one: number }[]>`select 1 as one`);
  expect(row?.one).toBe(1);
});
