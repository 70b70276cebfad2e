// Creates what a service's migrations take for granted, as the server's administrator: the owner's and the service's role, the
// database, and the rights of the service on what the owner will create in it. Safe to run again; passwords follow the settings.
// Usage: bun sql/provision.ts INVENTORY|BILLING|PAIRING
import { port, readEnv, text } from '@matinee/runtime/env';
import postgres from 'postgres';

const rights: Record<string, string> = {
  INVENTORY: 'select, insert, update, delete',
  // Orders are never changed or removed.
  BILLING: 'select, insert',
  PAIRING: 'select, insert, update, delete',
};

const prefix = process.argv[2] ?? '';
// The import keeps what it has met in a temporary table.
const databaseRights: Record<string, string> = { INVENTORY: 'connect, temporary', BILLING: 'connect', PAIRING: 'connect' };

const tableRights = rights[prefix];
if (tableRights === undefined) throw new Error(`usage: bun sql/provision.ts ${Object.keys(rights).join('|')}`);

const settings = readEnv({
  host: text('POSTGRES_HOST'),
  port: port('POSTGRES_PORT'),
  admin: text('POSTGRES_ADMIN_USER'),
  adminPassword: text('POSTGRES_ADMIN_PASSWORD'),
  database: text(`${prefix}_DATABASE_NAME`),
  owner: text(`${prefix}_DATABASE_OWNER`),
  ownerPassword: text(`${prefix}_DATABASE_OWNER_PASSWORD`),
  user: text(`${prefix}_DATABASE_USER`),
  userPassword: text(`${prefix}_DATABASE_PASSWORD`),
});

const connect = (database: string) =>
  postgres({
    host: settings.host,
    port: settings.port,
    username: settings.admin,
    password: settings.adminPassword,
    database,
    max: 1,
    onnotice: () => {},
  });

const admin = connect('postgres');

/** Runs a statement that takes no parameters; `format` quotes the names (%I) and literals (%L). */
const run = async (sql: postgres.Sql, format: string, ...values: string[]) => {
  const [row] = await sql`select format(${format}, variadic ${values}::text[]) as statement`;
  await sql.unsafe(row?.statement);
};

const createRole = async (name: string, password: string) => {
  const exists = await admin`select from pg_roles where rolname = ${name}`;
  await run(admin, `${exists.length > 0 ? 'alter' : 'create'} role %I login password %L`, name, password);
};

await createRole(settings.owner, settings.ownerPassword);
await createRole(settings.user, settings.userPassword);
const exists = await admin`select from pg_database where datname = ${settings.database}`;
if (exists.length === 0) await run(admin, 'create database %I owner %I', settings.database, settings.owner);
await run(admin, 'revoke connect, temporary on database %I from public', settings.database);
await run(admin, `grant ${databaseRights[prefix]} on database %I to %I`, settings.database, settings.user);
await admin.end();

const inside = connect(settings.database);
await run(inside, 'alter schema public owner to %I', settings.owner);
await run(
  inside,
  `alter default privileges for role %I in schema public grant ${tableRights} on tables to %I`,
  settings.owner,
  settings.user,
);
await inside.end();
