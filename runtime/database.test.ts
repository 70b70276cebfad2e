import { expect, test } from 'bun:test';
import { createDatabase } from '@matinee/tests/support/database';
import { connectDatabase, isRolledBack, withRetries } from './database.ts';

test('every setting of a connection is set, one that is 0 as well', async () => {
  const database = await createDatabase('PAIRING');
  const sql = connectDatabase(database.url, {
    name: 'test settings',
    pool: 1,
    byIndex: true,
    statementTimeoutMs: 0,
    settings: { max_parallel_workers_per_gather: 0, enable_seqscan: 'on' },
  });
  const [set] = await sql`
    select current_setting('application_name') as name, current_setting('statement_timeout') as statement_timeout,
      current_setting('max_parallel_workers_per_gather') as workers, current_setting('enable_seqscan') as seqscan,
      current_setting('plan_cache_mode') as plans`;
  expect(set).toEqual({
    name: 'test settings',
    statement_timeout: '0',
    workers: '0',
    seqscan: 'on',
    plans: 'force_generic_plan',
  });
  await sql.end();
  await database.drop();
});

test.each(['40P01', '40001'])('%s is repeated, and is never reported as an unavailable database', async (code) => {
  const database = await createDatabase('PAIRING');
  const sql = connectDatabase(database.url, { name: 'test deadlocks', pool: 1 });
  let count = 0;
  const fail = () => {
    count += 1;
    return sql.unsafe(`do $$ begin raise exception 'in the way' using errcode = '${code}'; end $$`).then(() => undefined);
  };
  await expect(withRetries(fail, isRolledBack)).rejects.toMatchObject({
    status: 503,
    message: expect.stringMatching(/^Concurrent changes conflict/),
  });
  expect(count).toBe(5);
  await sql.end();
  await database.drop();
});
