import { databaseUrl, parseEnv, port, text } from '@matinee/runtime/env';
import postgres from 'postgres';
import { run } from './run.ts';

const root = `${import.meta.dir}/../..`;

/**
 * Creates a database of the test's own on the running server: a copy of a migrated template.
 * @param prefix INVENTORY, BILLING or PAIRING
 * @returns the service's URL for it, and how to drop it
 */
export const createDatabase = async (prefix: string): Promise<{ url: string; drop: () => Promise<void> }> => {
  const name = `test_${prefix.toLowerCase()}_${crypto.randomUUID().slice(0, 8)}`;
  const admin = connectAsAdmin();
  try {
    await copyDatabase(admin, await migratedTemplate(admin, prefix), name);
  } finally {
    await admin.end();
  }
  const { url } = parseEnv({ url: databaseUrl(prefix) }, { ...process.env, ...environmentOf(prefix, name) });
  return {
    url,
    drop: async () => {
      const sql = connectAsAdmin();
      await sql.unsafe(`drop database ${name} with (force)`);
      await sql.end();
    },
  };
};

/** Creates a database as `createDatabase` does, but by its migrations. */
export const migrateDatabase = (prefix: string, name: string) =>
  run(['scripts/migrate.sh', prefix.toLowerCase()], environmentOf(prefix, name));

// Without URLs, so that the local server is used.
const environmentOf = (prefix: string, name: string) => ({
  [`${prefix}_DATABASE_NAME`]: name,
  [`${prefix}_DATABASE_URL`]: '',
  [`${prefix}_DATABASE_OWNER_URL`]: '',
});

/** The name of a database with all migrations, which is made when it is first asked for. Its name changes with the migrations. */
const migratedTemplate = async (admin: postgres.Sql, prefix: string): Promise<string> => {
  const service = prefix.toLowerCase();
  const hash = new Bun.CryptoHasher('sha1');
  for (const file of [...new Bun.Glob(`sql/{provision.ts,${service}/*.sql}`).scanSync(root)].sort())
    hash.update(await Bun.file(`${root}/${file}`).bytes());
  const template = `template_${service}_${hash.digest('hex').slice(0, 8)}`;
  const exists = async () => (await admin`select from pg_database where datname = ${template}`).length > 0;
  if (await exists()) return template;
  // Another test process may be making it.
  await admin`select pg_advisory_lock(hashtext(${template}))`;
  if (!(await exists())) {
    await migrateDatabase(prefix, `${template}_new`);
    await admin.unsafe(`alter database ${template}_new rename to ${template}`);
  }
  await admin`select pg_advisory_unlock(hashtext(${template}))`;
  return template;
};

/** Copies a database with its owner and rights, which `create database` leaves out. */
const copyDatabase = async (admin: postgres.Sql, template: string, name: string) => {
  const statements = await admin<{ statement: string }[]>`
    select format('create database %I template %I owner %s', ${name}::text, datname, datdba::regrole) as statement
    from pg_database where datname = ${template}
    union all select format('revoke all on database %I from public', ${name}::text)
    union all select format('grant %s on database %I to %s', privilege_type, ${name}::text, grantee::regrole)
    from pg_database, aclexplode(datacl) where datname = ${template} and grantee <> datdba`;
  for (const { statement } of statements) await admin.unsafe(statement);
};

/** A connection as the server's administrator, for what no service may do. @param env the settings that name the server */
export const connectAsAdmin = (database = 'postgres', env: Record<string, string | undefined> = process.env) => {
  const settings = {
    host: text('POSTGRES_HOST'),
    port: port('POSTGRES_PORT'),
    username: text('POSTGRES_ADMIN_USER'),
    password: text('POSTGRES_ADMIN_PASSWORD'),
  };
  return postgres({ ...parseEnv(settings, env), database, max: 1, onnotice: () => {} });
};
