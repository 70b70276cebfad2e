import { expect, test } from 'bun:test';
import { connectAsAdmin, createDatabase, migrateDatabase } from './database.ts';

/** Properties that `create database … template` might omit: owner, settings and rights, and the names of all tables and indexes. */
const describeDatabase = async (name: string) => {
  const sql = connectAsAdmin(name);
  const rights = (acl: string) =>
    sql.unsafe(`coalesce((select array_agg(one::text order by one::text) from unnest(${acl}) as one), '{}')`);
  const [database] = await sql`
    select datdba::regrole::text as owner, encoding, datcollate, datctype, datallowconn, ${rights('datacl')} as rights
    from pg_database where datname = ${name}`;
  const settings =
    await sql`select setconfig from pg_db_role_setting join pg_database on oid = setdatabase where datname = ${name}`;
  const schemas = await sql`select nspname, nspowner::regrole::text, ${rights('nspacl')} as rights from pg_namespace order by 1`;
  const defaults = await sql`
    select defaclrole::regrole::text, defaclobjtype, ${rights('defaclacl')} as rights from pg_default_acl order by 1, 2`;
  const relations = await sql`
    select oid::regclass::text, relowner::regrole::text, relkind, ${rights('relacl')} as rights from pg_class
    where relnamespace not in ('pg_catalog'::regnamespace, 'pg_toast'::regnamespace, 'information_schema'::regnamespace) order by 1`;
  await sql.end();
  return { database, settings: [...settings], schemas: [...schemas], defaults: [...defaults], relations: [...relations] };
};

test.each(['INVENTORY', 'BILLING', 'PAIRING'])(
  'a copied %s database has the owners and rights of a migrated one',
  async (prefix) => {
    const copy = await createDatabase(prefix);
    const migrated = `test_${prefix.toLowerCase()}_migrated`;
    await migrateDatabase(prefix, migrated);
    const expected = await describeDatabase(migrated);
    expect(expected.relations.length).toBeGreaterThan(2);
    expect(await describeDatabase(new URL(copy.url).pathname.slice(1))).toEqual(expected);
    const admin = connectAsAdmin();
    await admin.unsafe(`drop database ${migrated} with (force)`);
    await admin.end();
    await copy.drop();
  },
);
