import { databaseUrl, parseEnv, port, text } from '@matinee/runtime/env';
import postgres from 'postgres';
import { run } from './run.ts';

/**
 * Makes a database for one test file on the server that runs, with a service's roles and migrations, beside the real one.
 * @param prefix INVENTORY, BILLING or PAIRING
 * @returns the URL that the service would get, and how to remove the database again
 */
export const createDatabase = async (prefix: string): Promise<{ url: string; drop: () => Promise<void> }> => {
  const name = `test_${prefix.toLowerCase()}_${crypto.randomUUID().slice(0, 8)}`;
  // A database of one's own has no owner's rights to lend; the tests run on the local server.
  const env = { [`${prefix}_DATABASE_NAME`]: name, [`${prefix}_DATABASE_URL`]: '' };
  await run(['scripts/migrate.sh', prefix.toLowerCase()], env);
  const { url } = parseEnv({ url: databaseUrl(prefix) }, { ...process.env, ...env });
  return {
    url,
    drop: async () => {
      const sql = connectAsAdmin();
      await sql.unsafe(`drop database ${name} with (force)`);
      await sql.end();
    },
  };
};

/** A connection as the server's administrator, for what no service may do. @param env the settings that name the server */
export const connectAsAdmin = (database = 'postgres', env: Record<string, string | undefined> = process.env) => {
  const {
    host,
    port: number,
    user,
    password,
  } = parseEnv(
    {
      host: text('POSTGRES_HOST'),
      port: port('POSTGRES_PORT'),
      user: text('POSTGRES_ADMIN_USER'),
      password: text('POSTGRES_ADMIN_PASSWORD'),
    },
    env,
  );
  return postgres({ host, port: number, username: user, password, database, max: 1, onnotice: () => {} });
};
