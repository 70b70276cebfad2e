import { expect, test } from 'bun:test';
import { connectAsAdmin, createDatabase } from '@matinee/tests/support/database';
import { run } from '@matinee/tests/support/run';

test('migrations build an index anew that an interrupted run left invalid', async () => {
  const database = await createDatabase('INVENTORY');
  const name = new URL(database.url).pathname.slice(1);
  const admin = connectAsAdmin(name);
  await admin`delete from dbmate.migrations where version = '20261124000005'`;
  await admin`update pg_index set indisvalid = false where indexrelid = 'movies_by_same_title'::regclass`;
  await run(['scripts/migrate.sh', 'inventory'], { INVENTORY_DATABASE_NAME: name, INVENTORY_DATABASE_URL: '' });
  const indexes = await admin`
    select indisvalid as valid from pg_index where indexrelid = to_regclass('movies_by_same_title')`;
  expect([...indexes]).toEqual([{ valid: true }]);
  await admin.end();
  await database.drop();
});
