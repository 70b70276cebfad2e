// Prepares a service's database before its migrations: the roles of owner and service, the database, and the service's rights on
// the tables of the owner. Safe to run again; passwords follow the settings. Usage: bun sql/provision.ts INVENTORY|BILLING|PAIRING
import { port, readEnv, text } from '@matinee/runtime/env';
import postgres from 'postgres';

const rights = new Map([
  // The import has a temporary table.
  ['INVENTORY', { database: 'connect, temporary', tables: 'select, insert, update, delete' }],
  // Orders are never changed or deleted.
  ['BILLING', { database: 'connect', tables: 'select, insert' }],
  ['PAIRING', { database: 'connect', tables: 'select, insert, update, delete' }],
]);

const prefix = process.argv[2] ?? '';
const granted = rights.get(prefix);
if (!granted) throw new Error(`Usage: bun sql/provision.ts ${[...rights.keys()].join('|')}`);

const settings = readEnv({
  host: text('POSTGRES_HOST'),
  port: port('POSTGRES_PORT'),
  username: text('POSTGRES_ADMIN_USER'),
  password: text('POSTGRES_ADMIN_PASSWORD'),
  database: text(`${prefix}_DATABASE_NAME`),
  owner: text(`${prefix}_DATABASE_OWNER`),
  ownerPassword: text(`${prefix}_DATABASE_OWNER_PASSWORD`),
  user: text(`${prefix}_DATABASE_USER`),
  userPassword: text(`${prefix}_DATABASE_PASSWORD`),
});

const { host, port: serverPort, username, password } = settings;
const connect = (database: string) =>
  postgres({ host, port: serverPort, username, password, database, max: 1, onnotice: () => {} });

/** Runs a statement that takes no parameters; `format` quotes the names (%I) and literals (%L). */
const run = async (sql: postgres.Sql, format: string, ...values: string[]) => {
  const [row] = await sql`select format(${format}, variadic ${values}::text[]) as statement`;
  await sql.unsafe(row?.statement);
};

const server = connect('postgres');
const createRole = async (name: string, password: string) => {
  const exists = await server`select from pg_roles where rolname = ${name}`;
  await run(server, `${exists.length > 0 ? 'alter' : 'create'} role %I login password %L`, name, password);
};
await createRole(settings.owner, settings.ownerPassword);
await createRole(settings.user, settings.userPassword);
const exists = await server`select from pg_database where datname = ${settings.database}`;
if (exists.length === 0) await run(server, 'create database %I owner %I', settings.database, settings.owner);
await run(server, 'revoke connect, temporary on database %I from public', settings.database);
await run(server, `grant ${granted.database} on database %I to %I`, settings.database, settings.user);
await server.end();

const database = connect(settings.database);
await run(database, 'alter schema public owner to %I', settings.owner);
const defaults = 'alter default privileges for role %I in schema public';
await run(database, `${defaults} grant ${granted.tables} on tables to %I`, settings.owner, settings.user);
await database.end();
